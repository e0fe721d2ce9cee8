import { kubeletCrashing, kubeletSilent, kubeletStopped } from "../../errors/diagnose-host.ts";
import type { CauseFinder } from "../cause.ts";
import { logEvidence } from "../evidence.ts";

// Longer than a supervisor needs to start it again, and than the kubelet needs until it answers (0.3 to 2 s).
const STOPPED_MS = 3_000;
const SILENT_MS = 20_000;
const MANY_RESTARTS = 3;

/** The kubelet is stopped, ends again and again without saying why, or hangs. */
export const findKubeletStopped: CauseFinder = ({ kubelet, spans, at, expectation, runtime }) => {
  const downMs = spans.kubeletUnhealthy === undefined ? 0 : at - spans.kubeletUnhealthy;
  const { status, log } = kubelet;
  if (downMs < STOPPED_MS || status === undefined) {
    return undefined;
  }
  const exit = status.lastExit === undefined ? [] : [`kubelet ended: ${status.lastExit}`];
  const evidence = [...exit, ...logEvidence(log)];
  if (status.state === "stopped" || status.state === "absent") {
    const state = [`service ${status.state}`, status.lastExit].filter((part) => part !== undefined).join(", ");
    return { stage: "kubelet", error: kubeletStopped(evidence, state) };
  }
  // A runtime that is away takes the kubelet with it; that is its own cause.
  if (runtime.kind === "away" || downMs < SILENT_MS) {
    return undefined;
  }
  return status.restarts >= MANY_RESTARTS
    ? { stage: "kubelet", error: kubeletCrashing(evidence, status.lastExit ?? "for no reason that its log tells") }
    : { stage: "kubelet", error: kubeletSilent(evidence, expectation.kubeletHealthz ?? "its health port") };
};
