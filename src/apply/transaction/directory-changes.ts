import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { FileStatus, FileSystem } from "../../ports/file-system.ts";

/** A directory that was made, or that got another mode or owner; `before` is what it had. */
export interface DirectoryChange {
  readonly path: AbsolutePath;
  readonly before: Pick<FileStatus, "mode" | "owner"> | undefined;
}

/** Takes back changes of directories, the last one first. One that somebody put something into stays. */
export async function undoDirectories(changes: readonly DirectoryChange[], files: FileSystem): Promise<void> {
  for (const { path, before } of changes.toReversed()) {
    if (before !== undefined) {
      await files.setStatus(path, before.mode, before.owner);
      continue;
    }
    const names = await files.list(path);
    if (names.kind === "present" && names.value.length === 0) {
      await files.remove(path);
    }
  }
}
