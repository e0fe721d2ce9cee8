import { type AbsolutePath, absolute } from "../../domain/absolute-path.ts";
import type { FileSystem } from "../../ports/file-system.ts";

// kubeadm: cmd/kubeadm/app/phases/controlplane/volumes.go, sorted. /etc/ssl/certs is not among them: it is always mounted.
const CA_DIRECTORIES = [
  "/etc/ca-certificates",
  "/etc/pki/ca-trust",
  "/etc/pki/tls/certs",
  "/usr/local/share/ca-certificates",
  "/usr/share/ca-certificates",
].map(absolute);

/** Which of the CA directories that kubeadm mounts where they exist are on this host, sorted. */
export async function observeCaDirectories(files: FileSystem): Promise<readonly AbsolutePath[]> {
  const found = await Promise.all(CA_DIRECTORIES.map(async (path) => ((await isDirectory(files, path)) ? [path] : [])));
  return found.flat();
}

/** Follows links, as a hostPath volume does. */
async function isDirectory(files: FileSystem, path: AbsolutePath): Promise<boolean> {
  const status = await files.status(path);
  if (status.kind !== "present") {
    return false;
  }
  return status.value.type === "symlink"
    ? (await files.list(path)).kind === "present"
    : status.value.type === "directory";
}
