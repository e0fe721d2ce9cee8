import { below } from "../domain/absolute-path.ts";
import type { ClusterSpec } from "../domain/cluster-spec.ts";
import { couldNotRead } from "../errors/apply.ts";
import type { FileSystem } from "../ports/file-system.ts";

/** kubeadm's external CA mode: the cluster CA's certificate is here and its key is not. Rejects with CouldNotRead. */
export async function isExternalCa({ certificatesDir }: ClusterSpec, files: FileSystem): Promise<boolean> {
  const paths = [below(certificatesDir, "ca.crt"), below(certificatesDir, "ca.key")];
  const [certificate, key] = await Promise.all(
    paths.map(async (path) => {
      const status = await files.status(path);
      if (status.kind === "unreadable") {
        throw couldNotRead(path, status.reason);
      }
      return status.kind;
    }),
  );
  return certificate === "present" && key === "absent";
}
