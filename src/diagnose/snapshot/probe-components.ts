import type { Http } from "../../ports/http.ts";
import type { ApiAccess, ComponentExpectation, ProbeExpectation } from "../expectation.ts";
import type { ProbeResult } from "./snapshot.ts";

// Long enough for a linearizable read on a busy disk, short enough to keep looking.
const TIMEOUT_MS = 1_500;

/** Asks `component` by each of its probes, at once. */
export async function probeComponent(
  http: Http,
  component: ComponentExpectation,
  api: ApiAccess | undefined,
): Promise<readonly ProbeResult[]> {
  return Promise.all(component.probes.map(async (probe) => ({ probe, answer: await ask(http, probe, api) })));
}

function ask(http: Http, probe: ProbeExpectation, api: ApiAccess | undefined) {
  const { serverName } = probe;
  const request = { url: probe.url, timeoutMs: TIMEOUT_MS, ...(serverName === undefined ? {} : { serverName }) };
  return http.request(probe.isAuthenticated && api !== undefined ? { ...request, ...credential(api) } : request);
}

/** The part of a request that identifies the administrator and verifies the server. */
export function credential({ caPem, certPem, keyPem }: ApiAccess) {
  return { ca: caPem, cert: certPem, key: keyPem.reveal() };
}

/** Whether every probe was answered with 200. */
export function allPass(probes: readonly ProbeResult[]): boolean {
  return probes.every(({ answer }) => answer.kind === "answered" && answer.status === 200);
}
