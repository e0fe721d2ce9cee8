import { logEvidence } from "../evidence.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { Lack } from "./lack.ts";
import { describeAnswer } from "./probe-lack.ts";

/** What the kubelet still lacks. */
export function kubeletLacks({ kubelet }: Snapshot): readonly Lack[] {
  const { healthz, status, log } = kubelet;
  if (healthz === undefined || (healthz.kind === "answered" && healthz.status === 200)) {
    return [];
  }
  const service = status === undefined ? "" : `, service ${status.state}`;
  const exit = status?.lastExit === undefined ? [] : [`kubelet ended: ${status.lastExit}`];
  const detail = `healthz ${describeAnswer(healthz)}${service}`;
  return [{ stage: "kubelet", detail, evidence: [...exit, ...logEvidence(log)] }];
}
