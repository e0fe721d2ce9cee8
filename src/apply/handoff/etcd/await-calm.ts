import { credential } from "../../../diagnose/snapshot/probe-components.ts";
import type { HttpAnswer } from "../../../ports/http.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";

const TIMEOUT_MS = 500;
const LOOK_EVERY_MS = 20;
const CALM_LOOKS = 2;
// Beside translations and holds, which leave the loopback out.
const LOOPBACK = "127.0.0.2";
const OUR_OWN_QUESTION = 1;
/** A server without priority and fairness does not tell what it works on. */
const UNTOLD_MS = 300;

/**
 * Whether the API server comes to have no request in work within `limitMs`, while new ones are held back: one that is
 * cut off from etcd in the middle fails. Watches do not count.
 */
export async function awaitCalm(
  subject: HandoffSubject,
  { http, clock }: Pick<HandoffEffects, "http" | "clock">,
  limitMs: number,
): Promise<boolean> {
  const { access, address, apiServerPort } = subject;
  const url = `https://${LOOPBACK}:${apiServerPort}/debug/api_priority_and_fairness/dump_priority_levels`;
  const request = { url, timeoutMs: TIMEOUT_MS, serverName: address, ...credential(access) };
  const end = clock.monotonicMs() + limitMs;
  for (let calm = 0; calm < CALM_LOOKS;) {
    if (clock.monotonicMs() >= end) {
      return false;
    }
    const inWork = requestsInWork(await http.request(request));
    if (inWork === "untold") {
      await clock.sleep(UNTOLD_MS);
      return true;
    }
    calm = inWork === 0 ? calm + 1 : 0;
    await clock.sleep(LOOK_EVERY_MS);
  }
  return true;
}

/** Of a table like `PriorityLevelName, …, WaitingRequests, ExecutingRequests, …`, a row for each level. */
function requestsInWork(answer: HttpAnswer): number | "untold" {
  if (answer.kind === "failed") {
    // Nobody listens, so nobody is served.
    return answer.failure === "refused" ? 0 : Number.POSITIVE_INFINITY;
  }
  const [header = [], ...rows] = answer.body.split("\n").map((line) => line.split(",").map((cell) => cell.trim()));
  const columns = ["WaitingRequests", "ExecutingRequests"].map((name) => header.indexOf(name));
  if (answer.status !== 200 || columns.includes(-1)) {
    return "untold";
  }
  const counts = rows.flatMap((row) => columns.map((column) => Number(row[column] ?? 0)));
  const sum = counts.reduce((total, count) => total + (Number.isNaN(count) ? 0 : count), 0);
  return Math.max(0, sum - OUR_OWN_QUESTION);
}
