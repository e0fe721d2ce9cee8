import { type AbsolutePath, below, parentOf } from "../../domain/absolute-path.ts";
import type { DesiredResource } from "../../domain/resource.ts";
import { writesOf } from "../../plan/writes-of.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { isDraft } from "../write-file.ts";

/** Removes the drafts that killed runs left beside `resources`; nothing else has such names. Call it under the lock. */
export async function clearDrafts(resources: readonly DesiredResource[], files: FileSystem): Promise<void> {
  for (const directory of new Set(resources.flatMap(writesOf).map(parentOf))) {
    await clearDirectory(directory, files);
  }
}

async function clearDirectory(directory: AbsolutePath, files: FileSystem): Promise<void> {
  const names = await files.list(directory);
  for (const name of names.kind === "present" ? names.value : []) {
    if (isDraft(name)) {
      await files.remove(below(directory, name));
    }
  }
}
