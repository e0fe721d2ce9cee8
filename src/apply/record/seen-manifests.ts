import { type AbsolutePath, nameOf, parentOf } from "../../domain/absolute-path.ts";
import type { InstanceName } from "../../domain/run-record.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { instanceNamed } from "./instance-named.ts";
import type { RunLog } from "./run-log.ts";
import { withMethods } from "./with-methods.ts";

/** A file system of which it is noted when the kubelet is given a component's manifest, and when it is taken away. `onPlaced` is told after it. */
export function seenManifests(
  files: FileSystem,
  staticPodPath: AbsolutePath,
  log: RunLog,
  onPlaced: (path: AbsolutePath) => Promise<void>,
): FileSystem {
  const named = (path: AbsolutePath): InstanceName | undefined =>
    parentOf(path) === staticPodPath && nameOf(path).endsWith(".yaml") ? instanceNamed(nameOf(path)) : undefined;
  return withMethods(files, {
    rename: async (from, to) => {
      await files.rename(from, to);
      const instance = named(to);
      if (instance !== undefined) {
        log.note({ kind: "manifest-placed", ...instance });
        await onPlaced(to);
      }
    },
    remove: async (path) => {
      const instance = named(path);
      const isThere = instance !== undefined && (await files.status(path)).kind === "present";
      await files.remove(path);
      if (isThere) {
        log.note({ kind: "manifest-removed", ...instance });
      }
    },
  });
}
