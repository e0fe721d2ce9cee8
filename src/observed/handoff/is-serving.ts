import type { Seen } from "../../plan/preflight/preflight-facts.ts";
import { allPass } from "../../diagnose/snapshot/probe-components.ts";
import type { ProbeResult } from "../../diagnose/snapshot/snapshot.ts";

const UNBELIEVED: readonly string[] = ["refused", "tls-expired", "tls-not-yet-valid"];

/**
 * Whether a component answers its clients, by its probes. No only where that is certain: nobody listens, it says itself
 * that it cannot, or no client would believe its certificate. A slow answer or a refused login proves nothing.
 */
export function isServing(probes: readonly ProbeResult[]): Seen<boolean> {
  if (probes.length === 0) {
    return { kind: "unreadable", reason: "its flags turn its probes off" };
  }
  if (allPass(probes)) {
    return { kind: "present", value: true };
  }
  const doubt = probes.map(doubtOf).find((reason) => reason !== undefined);
  return doubt === undefined ? { kind: "present", value: false } : { kind: "unreadable", reason: doubt };
}

function doubtOf({ answer, probe }: ProbeResult): string | undefined {
  if (answer.kind === "failed") {
    return UNBELIEVED.includes(answer.failure) ? undefined : answer.message;
  }
  return answer.status === 200 || answer.status >= 500 ? undefined : `${probe.name} answers ${answer.status}`;
}
