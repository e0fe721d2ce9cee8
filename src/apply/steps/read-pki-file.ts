import type { AbsolutePath } from "../../domain/absolute-path.ts";
import { pkiFileUnreadable } from "../../errors/pki.ts";
import type { FileSystem } from "../../ports/file-system.ts";

/** The text of a file that may be absent. Rejects with PkiFileUnreadable where it is there and cannot be read. */
export async function readIfPresent(path: AbsolutePath, files: FileSystem): Promise<string | undefined> {
  const text = await files.readText(path);
  switch (text.kind) {
    case "present":
      return text.value;
    case "absent":
      return undefined;
    case "unreadable":
      throw pkiFileUnreadable(path, text.reason);
  }
}

/** The text of a file that an earlier step or the operator put there. Rejects with PkiFileUnreadable otherwise. */
export async function readRequired(path: AbsolutePath, files: FileSystem): Promise<string> {
  const text = await readIfPresent(path, files);
  if (text === undefined) {
    throw pkiFileUnreadable(path, "ENOENT");
  }
  return text;
}
