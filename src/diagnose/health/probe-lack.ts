import type { HttpAnswer } from "../../ports/http.ts";
import { parseHealthChecks } from "../parse-health-checks.ts";
import { redact } from "../redact.ts";
import type { ProbeResult } from "../snapshot/snapshot.ts";

/** What the first probe that does not pass says; undefined where all pass. */
export function probeLack(probes: readonly ProbeResult[]): string | undefined {
  const failing = probes.find(({ answer }) => answer.kind === "failed" || answer.status !== 200);
  return failing === undefined ? undefined : `${failing.probe.name} ${describeAnswer(failing.answer)}`;
}

/** A health answer in a few words, for example `3 of 41 checks left: poststarthook/rbac/bootstrap-roles, …`. */
export function describeAnswer(answer: HttpAnswer): string {
  if (answer.kind === "failed") {
    return answer.failure === "refused" ? "not listening yet" : `${answer.failure} (${redact(answer.message)})`;
  }
  if (answer.status === 200) {
    return "ok";
  }
  const { total, failing } = parseHealthChecks(answer.body);
  return failing.length === 0
    ? `answers ${answer.status}`
    : `${failing.length} of ${total} checks left: ${shorten(failing)}`;
}

function shorten(names: readonly string[]): string {
  return names.length <= 3 ? names.join(", ") : `${names.slice(0, 3).join(", ")}, …`;
}
