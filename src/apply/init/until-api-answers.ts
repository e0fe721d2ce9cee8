import type { ApiAccess } from "../../diagnose/expectation.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Http } from "../../ports/http.ts";

const POLL_MS = 100;
const TIMEOUT_MS = 2_000;

/** Resolves when the API server calls itself ready. Ends otherwise only with the signal: whoever waits for health gives the limit. */
export async function untilApiAnswers(access: ApiAccess, http: Http, clock: Clock, signal: AbortSignal): Promise<void> {
  for (;;) {
    const answer = await http.request({
      url: `${access.server}/readyz`,
      ca: access.caPem,
      cert: access.certPem,
      key: access.keyPem.reveal(),
      timeoutMs: TIMEOUT_MS,
      signal,
    });
    if (answer.kind === "answered" && answer.status === 200) {
      return;
    }
    await clock.sleep(POLL_MS, signal);
  }
}
