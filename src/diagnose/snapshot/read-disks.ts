import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { DiskSymptoms } from "./snapshot.ts";

/** Room below each of `paths`; a path that cannot be asked is left out. */
export async function readDisks(files: FileSystem, paths: readonly AbsolutePath[]): Promise<readonly DiskSymptoms[]> {
  const results = await Promise.all(paths.map((path) => readDisk(files, path)));
  return results.filter((result) => result !== undefined);
}

async function readDisk(files: FileSystem, path: AbsolutePath): Promise<DiskSymptoms | undefined> {
  try {
    return { path, ...(await files.space(path)) };
  } catch {
    return undefined;
  }
}
