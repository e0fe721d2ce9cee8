import { diskFull } from "../../errors/diagnose-host.ts";
import type { CauseFinder } from "../cause.ts";
import { isWell } from "../cause.ts";
import { flagValue } from "../flags.ts";
import { tidy } from "../evidence.ts";
import { klogSince } from "../parse-klog.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { StageId } from "../stage.ts";

const NEXT_TO_NOTHING = 1024 * 1024;
const NO_SPACE = "no space left on device";

/** A file system that the control plane writes to is full: it says so itself, or a log does. */
export const findDiskFull: CauseFinder = (snapshot) => {
  const disk = snapshot.disks.find(({ bytes, inodes }) => bytes < NEXT_TO_NOTHING || inodes === 0);
  if (disk !== undefined) {
    const evidence = [`${disk.path}: ${disk.bytes} bytes and ${disk.inodes ?? "any number of"} inodes left`];
    return { stage: "kubelet", error: diskFull(evidence, disk.path) };
  }
  return inLogs(snapshot);
};

function inLogs({ components, kubelet, since, at }: Snapshot) {
  for (const component of components) {
    const log = isWell(component) ? [] : [...component.exitLog, ...component.runLog, ...component.syncErrors];
    const line = log.findLast((text) => text.includes(NO_SPACE));
    if (line !== undefined) {
      const path = flagValue(component.expected.command, "data-dir") ?? "/var/lib/kubelet";
      return { stage: component.expected.component as StageId, error: diskFull([tidy(line)], path) };
    }
  }
  const isKubeletDown = kubelet.healthz?.kind === "failed";
  const line = isKubeletDown
    ? klogSince(kubelet.log, since, at).findLast((text) => text.includes(NO_SPACE))
    : undefined;
  return line === undefined
    ? undefined
    : { stage: "kubelet" as const, error: diskFull([tidy(line)], "/var/lib/kubelet") };
}
