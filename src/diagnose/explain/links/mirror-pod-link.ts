import { logEvidence } from "../../evidence.ts";
import { configHashOf } from "../../health/mirror-pod-lack.ts";
import type { ChainInput } from "../chain-input.ts";
import type { Sight } from "../chain.ts";

/** Whether the API shows the very Pod that runs. */
export function mirrorPodLink({ snapshot, pod }: ChainInput): Sight {
  const { mirrorPod: read, podName, sandbox } = pod;
  if (read.kind === "unreadable") {
    return { state: "unknown", summary: `the API cannot be asked: ${read.reason}` };
  }
  if (read.kind === "absent") {
    const refusals = snapshot.kubelet.log.filter((line) => line.includes("mirror pod") && line.includes(podName));
    return { state: "pending", summary: `the API has no Pod ${podName}`, evidence: logEvidence(refusals, 1) };
  }
  const { phase, reason, configHash } = read.value;
  if (phase === "Failed") {
    return { state: "failing", summary: `${podName} is Failed`, evidence: reason === "" ? [] : [reason] };
  }
  const hash = configHashOf({ sandbox });
  if (hash === undefined) {
    return { state: "unknown", summary: `${podName} is in the API; there is no Pod here to compare it with` };
  }
  return hash === configHash
    ? { state: "done", summary: `${podName}, ${phase}` }
    : { state: "failing", summary: `${podName} shows another manifest than the one that runs` };
}
