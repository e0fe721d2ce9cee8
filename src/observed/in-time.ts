import type { Clock } from "../ports/clock.ts";

/** No part of a look may hold up the others for longer. */
const LIMIT_MS = 4_000;

/** What `work` comes to, or `otherwise` where it takes longer than 4 s. */
export async function inTime<T>(clock: Clock, work: Promise<T>, otherwise: T): Promise<T> {
  const over = new AbortController();
  const limit = clock.sleep(LIMIT_MS, over.signal).then(
    () => otherwise,
    () => otherwise,
  );
  try {
    return await Promise.race([work, limit]);
  } finally {
    over.abort();
  }
}
