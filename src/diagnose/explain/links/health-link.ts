import { describeAnswer } from "../../health/probe-lack.ts";
import { logEvidence } from "../../evidence.ts";
import { parseHealthChecks } from "../../parse-health-checks.ts";
import type { ProbeResult } from "../../snapshot/snapshot.ts";
import { isProbeFailing } from "../kubelet-probes.ts";
import type { ChainInput } from "../chain-input.ts";
import type { Sight } from "../chain.ts";

const LINES = 4;

/** Whether the Pod says that it is healthy, and which of its checks fails. */
export function healthLink({ pod }: ChainInput): Sight {
  const { probes, alarms, kubeletProbes, isReadyInApi } = pod;
  if (probes.length === 0) {
    return healthInApi(isReadyInApi);
  }
  const failing = probes.filter(({ answer }) => answer.kind === "failed" || answer.status !== 200);
  if (failing.length === 0 && alarms.length > 0) {
    return { state: "failing", summary: `it raises an alarm: ${alarms.join(", ")}` };
  }
  const refused = kubeletProbes.find((probe) => isProbeFailing(probe));
  if (failing.length === 0 && refused !== undefined) {
    return {
      state: "failing",
      summary: `healthy, but the kubelet's ${refused.name} fails`,
      evidence: [`GET ${refused.url}: ${describeAnswer(refused.answer)}`],
    };
  }
  if (failing.length === 0) {
    return { state: "done", summary: probes.map(({ probe }) => `${probe.name} ok`).join(", ") };
  }
  const summary = failing.map(({ probe, answer }) => `${probe.name} ${describeAnswer(answer)}`).join("; ");
  const isNotListening = failing.some(({ answer }) => answer.kind === "failed" && answer.failure === "refused");
  const runLog = pod.containers[0]?.runLog ?? [];
  return isNotListening
    ? { state: "pending", summary }
    : { state: "failing", summary, evidence: [...failing.flatMap(checksOf), ...logEvidence(runLog, LINES)] };
}

function healthInApi(isReady: boolean | undefined): Sight {
  switch (isReady) {
    case true:
      return { state: "done", summary: "Ready, says the kubelet in the API" };
    case false:
      return { state: "failing", summary: "not Ready, says the kubelet in the API" };
    case undefined:
      return { state: "unknown", summary: "only the kubelet knows, and there is no API to ask" };
  }
}

function checksOf({ probe, answer }: ProbeResult): readonly string[] {
  const failing = answer.kind === "answered" ? parseHealthChecks(answer.body).failing : [];
  return failing.map((check) => `${probe.name}: ${check} fails`);
}
