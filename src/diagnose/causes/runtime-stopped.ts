import { runtimeStopped } from "../../errors/diagnose-host.ts";
import type { CauseFinder } from "../cause.ts";
import { logEvidence } from "../evidence.ts";

// A restart of the runtime takes a few seconds; one that the supervisor has given up does not come back.
const STOPPED_MS = 2_000;
const SILENT_MS = 15_000;

/** The container runtime does not answer: stopped, or hanging. */
export const findRuntimeStopped: CauseFinder = ({ runtime, containerd, kubelet, spans, at }) => {
  if (runtime.kind === "answers") {
    return undefined;
  }
  const awayMs = at - (spans.runtimeAway ?? at);
  const state = containerd.status?.state;
  const isStopped = state === "stopped" && awayMs >= STOPPED_MS;
  if (!isStopped && awayMs < SILENT_MS) {
    return undefined;
  }
  const exit = containerd.status?.lastExit;
  const described = [state === undefined ? "its service is not known" : `service ${state}`, exit].filter(
    (part) => part !== undefined,
  );
  const evidence = [runtime.reason, ...logEvidence(containerd.log, 5), ...logEvidence(kubelet.log, 2)];
  return { stage: "kubelet", error: runtimeStopped(evidence, described.join(", ")) };
};
