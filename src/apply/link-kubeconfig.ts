import { type AbsolutePath, absolute, below } from "../domain/absolute-path.ts";
import type { FileSystem } from "../ports/file-system.ts";
import { ensureParents } from "./ensure-parents.ts";

const ADMIN = absolute("/etc/kubernetes/admin.conf");

/**
 * Lets kubectl find the cluster without more ado: ~/.kube/config becomes a link to admin.conf, which renewals keep
 * current. Resolves to false where something else is there, which stays.
 */
export async function linkKubeconfig(home: AbsolutePath, files: FileSystem): Promise<boolean> {
  const path = below(home, ".kube", "config");
  const [there, target] = await Promise.all([files.status(path), files.readLink(path)]);
  if (there.kind !== "absent") {
    return target.kind === "present" && target.value === ADMIN;
  }
  await ensureParents(path, files);
  await files.makeLink(path, ADMIN);
  return true;
}
