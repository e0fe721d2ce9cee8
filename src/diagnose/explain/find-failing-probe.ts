import { probeFails } from "../../errors/explain.ts";
import type { ToolError } from "../../errors/tool-error.ts";
import { describeAnswer } from "../health/probe-lack.ts";
import { allPass } from "../snapshot/probe-components.ts";
import { isProbeFailing } from "./kubelet-probes.ts";
import type { SeenPod } from "./seen-pod.ts";

/**
 * A probe in the manifest that fails although nothing is wrong with the process: that is healthy where its own flags have
 * it listen, or, while it is ended, the probe asks where by its flags it never listens.
 */
export function findFailingProbe({ name, manifestPath, probes, kubeletProbes }: SeenPod): ToolError | undefined {
  const isHealthy = probes.length > 0 && allPass(probes);
  const hosts = probes.map(({ probe }) => new URL(probe.url).port);
  const failing = kubeletProbes
    .filter((probe) => isProbeFailing(probe))
    .find(({ url }) => isHealthy || (hosts.length > 0 && !hosts.includes(new URL(url).port)));
  if (failing === undefined) {
    return undefined;
  }
  const healthy = probes.map(({ probe, answer }) => `GET ${probe.url}: ${describeAnswer(answer)}`);
  const evidence = [`GET ${failing.url}: ${describeAnswer(failing.answer)}`, ...healthy];
  return probeFails({ component: name, manifestPath, evidence }, failing.name, failing.url, isHealthy);
}
