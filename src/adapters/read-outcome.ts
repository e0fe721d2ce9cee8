import { lstat } from "node:fs/promises";
import type { AbsolutePath } from "../domain/absolute-path.ts";
import type { Read } from "../ports/file-system.ts";
import { systemErrorCode } from "./system-error-code.ts";

/** What `read` gives, or why it could not: absent only where there really is nothing at `path`. */
export async function readOutcome<T>(path: AbsolutePath, read: () => Promise<T>): Promise<Read<T>> {
  try {
    return { kind: "present", value: await read() };
  } catch (error) {
    const reason = systemErrorCode(error);
    return isNothingThere(reason) && !(await isObstructed(path, reason))
      ? { kind: "absent" }
      : { kind: "unreadable", reason };
  }
}

/** A link that points nowhere, or a file where a directory was to be listed: there is something after all. */
async function isObstructed(path: AbsolutePath, reason: string): Promise<boolean> {
  try {
    const status = await lstat(path);
    return status.isSymbolicLink() || reason === "ENOTDIR";
  } catch (error) {
    return !isNothingThere(systemErrorCode(error));
  }
}

function isNothingThere(reason: string): boolean {
  return reason === "ENOENT" || reason === "ENOTDIR";
}
