import type { DirectoryResource } from "../../domain/resource.ts";
import type { Change } from "../../domain/step.ts";
import { unreachable } from "../../domain/unreachable.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { ensureParents } from "../ensure-parents.ts";

/** Makes a directory, or gives it its mode and owner. Safe to repeat. */
export async function applyDirectory(resource: DirectoryResource, change: Change, files: FileSystem): Promise<void> {
  switch (change.kind) {
    case "keep":
      return;
    case "create": {
      await ensureParents(resource.path, files);
      // An earlier step may have made it on the way to a file below it.
      const status = await files.status(resource.path);
      return status.kind === "absent"
        ? files.makeDirectory(resource.path, resource.mode, resource.owner)
        : files.setStatus(resource.path, resource.mode, resource.owner);
    }
    case "replace":
      return files.setStatus(resource.path, resource.mode, resource.owner);
    default:
      return unreachable(change);
  }
}
