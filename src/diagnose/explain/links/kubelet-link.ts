import { podsOfNewName } from "../../causes/node-renamed.ts";
import { describeAnswer } from "../../health/probe-lack.ts";
import { logEvidence } from "../../evidence.ts";
import type { ChainInput } from "../chain-input.ts";
import type { Sight } from "../chain.ts";

const LINES = 3;

/** Whether the kubelet runs, is healthy, and reads the folder in which the manifest is looked for. */
export function kubeletLink({ snapshot, places }: ChainInput): Sight {
  const { healthz, status, log } = snapshot.kubelet;
  const { configPath, hasConfig, staticPodPath, saidBy, disagreements } = places;
  const sources = [
    hasConfig ? `configuration ${configPath}` : `no configuration at ${configPath}`,
    `reads ${staticPodPath}, as ${saidBy} says`,
    ...disagreements,
  ];
  const isHealthy = healthz === undefined ? undefined : healthz.kind === "answered" && healthz.status === 200;
  const renamed = podsOfNewName(snapshot);
  if (renamed.length > 0) {
    return { state: "failing", summary: "it goes by another name than this node", evidence: [...sources, ...renamed] };
  }
  if (isHealthy === true || (isHealthy === undefined && status?.state === "running")) {
    const health = isHealthy === true ? "healthy" : "running, its healthz is turned off";
    return { state: "done", at: status?.startedAt, summary: health, evidence: sources };
  }
  if (healthz === undefined && status === undefined) {
    return { state: "unknown", summary: "neither its service nor its health port can be asked", evidence: sources };
  }
  const state = status === undefined || status.state === "absent" ? "" : `service ${status.state}, `;
  const exit = status?.lastExit === undefined ? [] : [`ended: ${status.lastExit}`];
  return {
    state: "failing",
    at: status?.startedAt,
    summary: `${state}healthz ${healthz === undefined ? "turned off" : describeAnswer(healthz)}`,
    evidence: [...sources, ...exit, ...logEvidence(log, LINES)],
  };
}
