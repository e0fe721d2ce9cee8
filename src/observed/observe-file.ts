import type { AbsolutePath } from "../domain/absolute-path.ts";
import type { FileStatus, FileSystem, Read } from "../ports/file-system.ts";

/** A path as it is: nothing, something with or without text, or not to be told. */
export type PathObservation = Read<{ readonly status: FileStatus; readonly text: string }>;

/** What stands at `path`. Text is read of regular files only. */
export async function observeFile(path: AbsolutePath, files: FileSystem): Promise<PathObservation> {
  const status = await files.status(path);
  if (status.kind !== "present") {
    return status;
  }
  if (status.value.type !== "file") {
    return { kind: "present", value: { status: status.value, text: "" } };
  }
  const text = await files.readText(path);
  return text.kind === "present" ? { kind: "present", value: { status: status.value, text: text.value } } : text;
}
