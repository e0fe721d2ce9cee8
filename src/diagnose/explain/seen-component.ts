import type { ComponentSymptoms, MirrorPodSeen, Snapshot } from "../snapshot/snapshot.ts";
import type { Read } from "../../ports/file-system.ts";
import type { ProcessView } from "../../ports/processes.ts";
import { isSameCommand } from "../health/runs-as-expected.ts";
import type { SeenPod } from "./seen-pod.ts";

/** A component of the snapshot as a static Pod. `table`, the host's processes, stands in for a runtime that is away. */
export function seenComponent(
  snapshot: Snapshot,
  { expected, manifest, image, pod, process, exitLog, runLog, probes, alarms, syncErrors }: ComponentSymptoms,
  table: readonly ProcessView[],
): Omit<SeenPod, "twins" | "refusal" | "kubeletProbes"> {
  const { component, command } = expected;
  const isRuntimeAway = snapshot.runtime.kind === "away";
  // Kernel threads have no arguments, as a manifest that is absent has none.
  const isSearched = isRuntimeAway && command.length > 0;
  const found = isSearched ? table.find(({ args }) => isSameCommand(args, command)) : undefined;
  return {
    name: component,
    podName: expected.podName,
    manifestPath: expected.manifestPath,
    manifest,
    sandbox: pod.sandbox,
    containers: [
      {
        name: component,
        image: expected.image,
        imageState: image,
        command,
        running: pod.running,
        exited: pod.exited,
        restarts: pod.restarts,
        process: process ?? found,
        exitLog,
        runLog,
      },
    ],
    probes,
    alarms,
    isReadyInApi: undefined,
    lease: expected.lease,
    mirrorPod: mirrorPodOf(snapshot, expected.podName),
    syncErrors,
  };
}

function mirrorPodOf({ cluster }: Snapshot, podName: string): Read<MirrorPodSeen> {
  const { mirrorPods } = cluster;
  if (mirrorPods.kind !== "present") {
    return mirrorPods;
  }
  const value = mirrorPods.value.get(podName);
  return value === undefined ? { kind: "absent" } : { kind: "present", value };
}
