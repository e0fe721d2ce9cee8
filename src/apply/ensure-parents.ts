import { type AbsolutePath, parentOf } from "../domain/absolute-path.ts";
import { couldNotRead, untrustedParent } from "../errors/apply.ts";
import type { FileSystem } from "../ports/file-system.ts";

const OTHERS_MAY_WRITE = 0o022;
const STICKY = 0o1000;

/**
 * Makes the directories above `path` that are missing, root's and 0755, and checks those that are there: a directory
 * that others can write to, or a link, could put our file elsewhere. Rejects with UntrustedParent or CouldNotRead.
 */
export async function ensureParents(path: AbsolutePath, files: FileSystem): Promise<void> {
  const parent = parentOf(path);
  if (parent === "/") {
    return;
  }
  await ensureParents(parent, files);
  const status = await files.status(parent);
  switch (status.kind) {
    case "absent":
      return makeUnlessMade(parent, files);
    case "unreadable":
      throw couldNotRead(parent, status.reason);
    case "present": {
      const { type, mode } = status.value;
      const isOpen = (mode & OTHERS_MAY_WRITE) !== 0 && (mode & STICKY) === 0;
      if (type !== "directory" || isOpen) {
        throw untrustedParent(path, parent, type === "directory" ? "can be written to by others" : `is a ${type}`);
      }
    }
  }
}

// Two steps may need the same parent at the same moment.
async function makeUnlessMade(path: AbsolutePath, files: FileSystem): Promise<void> {
  try {
    await files.makeDirectory(path, 0o755, "root:root");
  } catch (error) {
    const status = await files.status(path);
    if (status.kind !== "present" || status.value.type !== "directory") {
      throw error;
    }
  }
}
