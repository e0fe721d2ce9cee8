import { type AbsolutePath, parentOf } from "../../domain/absolute-path.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { orWriteFailed } from "./or-write-failed.ts";

/** Has it survive a power loss that files were made, or removed, at `paths`. Rejects with WriteFailed. */
export async function syncNames(paths: readonly AbsolutePath[], files: FileSystem): Promise<void> {
  for (const directory of new Set(paths.map(parentOf))) {
    await orWriteFailed(directory, async () => files.sync(directory));
  }
}
