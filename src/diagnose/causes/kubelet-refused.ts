import {
  cgroupV1Refused,
  kubeletConfigurationRefused,
  kubeletCrashing,
  kubeletFlagRefused,
  swapOn,
} from "../../errors/diagnose-host.ts";
import { badQuantities } from "../bad-quantities.ts";
import type { CauseFinder } from "../cause.ts";
import { logEvidence } from "../evidence.ts";
import { klogField, klogSince } from "../parse-klog.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";

const CONFIGURATION =
  /failed to (?:load kubelet config|validate kubelet configuration|merge kubelet config)|quantities must match/iu;
// The kubelet prints why it ends as its very last line; a supervisor may add its own.
const LAST_LINES = 5;
const MANY_RESTARTS = 3;

/** The kubelet ended over something that it says in its last line, and is not up again. */
export const findKubeletRefused: CauseFinder = (snapshot) => {
  const { kubelet } = snapshot;
  const line = lastWords(snapshot);
  const reason = line === undefined ? undefined : klogField(line, "err");
  if (line === undefined || reason === undefined) {
    return undefined;
  }
  const exit = kubelet.status?.lastExit;
  const evidence = [...(exit === undefined ? [] : [`kubelet ended: ${exit}`]), ...logEvidence([line])];
  const error = refusal(reason, evidence, snapshot);
  return error === undefined ? undefined : { stage: "kubelet", error };
};

/** Why its last run ended. While it starts, the last words of the run before are history. */
function lastWords({ kubelet, spans, at }: Snapshot): string | undefined {
  if (spans.kubeletUnhealthy === undefined) {
    return undefined;
  }
  const isBetweenRuns = kubelet.status?.state === "stopped" || kubelet.status?.state === "restarting";
  const log = isBetweenRuns ? kubelet.log : klogSince(kubelet.log, spans.kubeletUnhealthy, at);
  return log.slice(-LAST_LINES).findLast((text) => text.includes('"command failed" err='));
}

function refusal(reason: string, evidence: readonly string[], { expectation, kubelet, runtime }: Snapshot) {
  if (reason.includes("running with swap on is not supported")) {
    return swapOn(evidence);
  }
  if (/not run on a host using cgroup v1/u.test(reason) && !reason.includes("[")) {
    return cgroupV1Refused(evidence);
  }
  if (/failed to parse kubelet flag/u.test(reason)) {
    return kubeletFlagRefused(evidence, reason.replace("failed to parse kubelet flag: ", ""));
  }
  if (CONFIGURATION.test(reason)) {
    const fields = reason.includes("quantities must match") ? badQuantities(kubelet.configuration) : [];
    const named = fields.length === 0 ? shorten(reason) : `${fields.join(", ")} is no quantity`;
    return kubeletConfigurationRefused(evidence, expectation.kubeletConfigPath, named);
  }
  // Without the runtime it ends too; that is the runtime's fault, and heals with it.
  const restarts = runtime.kind === "away" ? 0 : (kubelet.status?.restarts ?? 0);
  return restarts >= MANY_RESTARTS ? kubeletCrashing(evidence, reason) : undefined;
}

/** The part that names the field. */
function shorten(reason: string): string {
  const field =
    /(json: cannot unmarshal .*|strict decoding error: .*|yaml: .*|invalid configuration: .*?)(?:, path: &TypeMeta.*)?$/su.exec(
      reason,
    )?.[1];
  return field ?? reason.replace(/, path: &TypeMeta.*$/su, "");
}
