import { kubeletFrozen, runtimeFrozen } from "../../errors/diagnose-host.ts";
import type { Cause } from "../cause.ts";
import { logEvidence } from "../evidence.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";

/** A service that a signal has stopped. Who waits goes on waiting: a debugger or a snapshot tool lets it go on again. */
export function findFrozen({ runtime, containerd, kubelet }: Snapshot): Cause | undefined {
  if (containerd.isFrozen && runtime.kind === "away") {
    return { stage: "kubelet", error: runtimeFrozen([runtime.reason], containerd.status?.pid) };
  }
  return kubelet.isFrozen
    ? { stage: "kubelet", error: kubeletFrozen(logEvidence(kubelet.log, 2), kubelet.status?.pid) }
    : undefined;
}
