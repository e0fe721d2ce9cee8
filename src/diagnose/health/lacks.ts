import type { Snapshot } from "../snapshot/snapshot.ts";
import { componentLacks } from "./component-lacks.ts";
import { kubeletLacks } from "./kubelet-lacks.ts";
import type { Lack } from "./lack.ts";
import { nodeLacks } from "./node-lacks.ts";

/** Everything that is missing for the host to be healthy, at most one entry a stage. Empty means healthy. */
export function lacks(snapshot: Snapshot): readonly Lack[] {
  return [
    ...kubeletLacks(snapshot),
    ...snapshot.components.flatMap((component) => componentLacks(snapshot, component)),
    ...nodeLacks(snapshot),
  ];
}
