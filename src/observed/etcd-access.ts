import { type AbsolutePath, below } from "../domain/absolute-path.ts";
import { Confidential } from "../domain/confidential.ts";
import type { EtcdAccess } from "../ports/etcd.ts";
import type { FileSystem, Read } from "../ports/file-system.ts";

// The first is made for clients. The member's own is a client's, too: members are each other's clients.
const CREDENTIALS = ["apiserver-etcd-client", "etcd/server"];

/**
 * How the member on this host is reached at `endpoint`, https://127.0.0.1:port or the like, with the certificates that
 * kubeadm's layout has below `certificatesDir`. Absent where etcd is not this host's.
 */
export async function readEtcdAccess(
  certificatesDir: AbsolutePath,
  endpoint: string,
  files: FileSystem,
): Promise<Read<EtcdAccess>> {
  const ca = await files.readText(below(certificatesDir, "etcd/ca.crt"));
  if (ca.kind !== "present") {
    return ca;
  }
  for (const name of CREDENTIALS) {
    const cert = await files.readText(below(certificatesDir, `${name}.crt`));
    const key = await files.readText(below(certificatesDir, `${name}.key`));
    if (cert.kind === "present" && key.kind === "present") {
      const keyPem = new Confidential(key.value);
      return { kind: "present", value: { endpoint, caPem: ca.value, certPem: cert.value, keyPem } };
    }
    const unreadable = [cert, key].find((read) => read.kind === "unreadable");
    if (unreadable !== undefined) {
      return unreadable;
    }
  }
  return { kind: "absent" };
}
