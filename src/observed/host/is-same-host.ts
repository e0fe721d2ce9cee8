import { absolute } from "../../domain/absolute-path.ts";
import type { FileSystem } from "../../ports/file-system.ts";

/**
 * Whether a process sees this process's files: several hosts made of namespaces share one process table. Where it
 * cannot be told it is taken to be so.
 */
export async function isSameHost(files: FileSystem, pid: number): Promise<boolean> {
  const [its, ours] = await Promise.all([
    files.readLink(absolute(`/proc/${pid}/ns/mnt`)),
    files.readLink(absolute("/proc/self/ns/mnt")),
  ]);
  return its.kind !== "present" || ours.kind !== "present" || its.value === ours.value;
}
