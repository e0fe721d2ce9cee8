import type { Http } from "../../ports/http.ts";
import type { ComponentExpectation } from "../expectation.ts";
import { allPass } from "./probe-components.ts";
import type { ProbeResult } from "./snapshot.ts";

const TIMEOUT_MS = 1_500;

/**
 * The alarms of an etcd that is ready. It is asked at the same address (etcd, server/etcdserver/api/etcdhttp/health.go:
 * `/readyz` passes while a member refuses every write, `/health` names the alarm).
 */
export async function readAlarms(
  http: Http,
  { component }: ComponentExpectation,
  probes: readonly ProbeResult[],
): Promise<readonly string[]> {
  const [first] = probes;
  if (component !== "etcd" || first === undefined || !allPass(probes)) {
    return [];
  }
  const answer = await http.request({ url: new URL("/health", first.probe.url).href, timeoutMs: TIMEOUT_MS });
  const text = answer.kind === "answered" && answer.status !== 200 ? answer.body : "";
  return [...text.matchAll(/ALARM (\w+)/gu)].map(([, alarm = ""]) => alarm);
}
