import type { AbsolutePath } from "../domain/absolute-path.ts";
import { couldNotRead } from "../errors/apply.ts";
import type { FileSystem } from "../ports/file-system.ts";
import { removeContent } from "./reset/remove-content.ts";

/** Removes `path` with all that is below it. Links are removed, never followed. Absent is fine. */
export async function removeTree(path: AbsolutePath, files: FileSystem): Promise<void> {
  const status = await files.status(path);
  if (status.kind === "unreadable") {
    throw couldNotRead(path, status.reason);
  }
  if (status.kind === "present" && status.value.type === "directory") {
    await removeContent(path, files);
  }
  await files.remove(path);
}
