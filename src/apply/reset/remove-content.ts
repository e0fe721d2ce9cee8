import { type AbsolutePath, below } from "../../domain/absolute-path.ts";
import { couldNotRead } from "../../errors/apply.ts";
import type { FileSystem } from "../../ports/file-system.ts";

/** Removes all that is in a directory and leaves the directory. Links are removed, never followed. Absent is fine. */
export async function removeContent(directory: AbsolutePath, files: FileSystem): Promise<void> {
  const names = await files.list(directory);
  if (names.kind === "unreadable") {
    throw couldNotRead(directory, names.reason);
  }
  for (const name of names.kind === "present" ? names.value : []) {
    const path = below(directory, name);
    const status = await files.status(path);
    if (status.kind === "present" && status.value.type === "directory") {
      await removeContent(path, files);
    }
    await files.remove(path);
  }
}
