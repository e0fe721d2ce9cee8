import { notInitialised } from "../../errors/plan.ts";
import { readInitMarker } from "../../observed/init-marker.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { ObservedForChange } from "./observe-for-change.ts";

/**
 * Rejects with NotInitialised where there is no node to change, and where `init` never came to its end, which has more to
 * do than a change has. A node that somebody else has made counts as one if it has a manifest.
 */
export async function requireNode({ desired, seen }: ObservedForChange, files: FileSystem): Promise<void> {
  const marker = await readInitMarker(files);
  const isInterrupted = marker.kind === "present" && marker.value.healthyAt === undefined;
  const manifests = desired.flatMap(({ resource }) => (resource.kind === "static-pod" ? [resource.path] : []));
  const isBare = manifests.every((path) => {
    const observation = seen.observations.get(path);
    return observation?.kind === "path" && observation.seen.kind === "absent";
  });
  if (isInterrupted || isBare) {
    throw notInitialised();
  }
}
