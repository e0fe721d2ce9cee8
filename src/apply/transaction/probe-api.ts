import type { ApiAccess } from "../../diagnose/expectation.ts";
import { credential } from "../../diagnose/snapshot/probe-components.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Http } from "../../ports/http.ts";

const EVERY_MS = 100;
const TIMEOUT_MS = 10_000;
const PATH = "/api/v1/namespaces/kube-system";

/** What a client of the API saw meanwhile. Times are milliseconds. */
export interface ApiExperience {
  readonly requests: number;
  readonly failed: number;
  readonly slowestMs: number;
  /** Between the end of one answered request and that of the next. */
  readonly longestGapMs: number;
}

/** A probe that runs until it is ended. */
export interface ApiProbe {
  end(): Promise<ApiExperience>;
}

/**
 * Asks the API for one object ten times a second, each time over a new connection and from etcd itself, as a client
 * outside would.
 */
export function probeApi(access: ApiAccess, { http, clock }: { readonly http: Http; readonly clock: Clock }): ApiProbe {
  const over = new AbortController();
  const seen = { requests: 0, failed: 0, slowestMs: 0, longestGapMs: 0 };
  let answeredAt = clock.monotonicMs();
  const ask = async (): Promise<void> => {
    const startedAt = clock.monotonicMs();
    const request = { url: `${access.server}${PATH}`, timeoutMs: TIMEOUT_MS, ...credential(access) };
    const answer = await http.request(request);
    const now = clock.monotonicMs();
    seen.requests++;
    seen.slowestMs = Math.max(seen.slowestMs, now - startedAt);
    if (answer.kind === "answered" && answer.status === 200) {
      seen.longestGapMs = Math.max(seen.longestGapMs, now - answeredAt);
      answeredAt = now;
    } else {
      seen.failed++;
    }
  };
  const loop = async (): Promise<void> => {
    while (!over.signal.aborted) {
      await ask();
      await clock.sleep(EVERY_MS, over.signal).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    end: async () => {
      over.abort();
      await running;
      return { ...seen, longestGapMs: Math.max(seen.longestGapMs, clock.monotonicMs() - answeredAt) };
    },
  };
}
