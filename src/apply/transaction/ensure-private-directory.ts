import type { AbsolutePath } from "../../domain/absolute-path.ts";
import { couldNotRead, untrustedParent } from "../../errors/apply.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { ensureParents } from "../ensure-parents.ts";
import { orWriteFailed } from "./or-write-failed.ts";

const MODE = 0o700;

/** Has a directory that is root's alone, made or tightened. Rejects with UntrustedParent or CouldNotRead. */
export async function ensurePrivateDirectory(path: AbsolutePath, files: FileSystem): Promise<void> {
  const status = await files.status(path);
  if (status.kind === "unreadable") {
    throw couldNotRead(path, status.reason);
  }
  if (status.kind === "absent") {
    await ensureParents(path, files);
    return orWriteFailed(path, async () => files.makeDirectory(path, MODE, "root:root"));
  }
  const { type, mode, owner } = status.value;
  if (type !== "directory") {
    throw untrustedParent(path, path, `is a ${type}`);
  }
  if (mode !== MODE || owner !== "root:root") {
    await orWriteFailed(path, async () => files.setStatus(path, MODE, "root:root"));
  }
}
