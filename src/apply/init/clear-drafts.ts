import { type AbsolutePath, absolute, below, parentOf } from "../../domain/absolute-path.ts";
import type { DesiredResource } from "../../domain/resource.ts";
import { INIT_MARKER } from "../../observed/init-marker.ts";
import { writesOf } from "../../plan/writes-of.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { removeTree } from "../remove-tree.ts";
import { isDraft } from "../write-file.ts";
import { CONFIGURATION_FILE } from "./write-marker.ts";

/**
 * Removes the drafts that killed runs left beside `resources`, their volumes and what is kept about the node; nothing
 * else has such names. Call it
 * under the lock, and where no transaction is in progress.
 */
export async function clearDrafts(resources: readonly DesiredResource[], files: FileSystem): Promise<void> {
  const paths = [...resources.flatMap(besides), CONFIGURATION_FILE, INIT_MARKER];
  for (const directory of new Set(paths.map(parentOf))) {
    await clearDirectory(directory, files);
  }
}

function besides(resource: DesiredResource): readonly AbsolutePath[] {
  const volumes = resource.kind === "static-pod" ? resource.view.volumes : [];
  return [...writesOf(resource), ...volumes.map(({ path }) => absolute(path.replace(/(?<=.)\/+$/u, "")))];
}

async function clearDirectory(directory: AbsolutePath, files: FileSystem): Promise<void> {
  const names = await files.list(directory);
  for (const name of names.kind === "present" ? names.value : []) {
    if (isDraft(name)) {
      await removeTree(below(directory, name), files);
    }
  }
}
