import type { Clock } from "../ports/clock.ts";

const RETRY_MS = 250;

/**
 * What `call` resolves to, which is safe to repeat and is repeated for as long as it fails in a way that `mayPass`, up to
 * `limitMs` after the first try.
 */
export async function insist<T>(
  call: () => Promise<T>,
  mayPass: (error: unknown) => boolean,
  limitMs: number,
  clock: Pick<Clock, "monotonicMs" | "sleep">,
): Promise<T> {
  const end = clock.monotonicMs() + limitMs;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!mayPass(error) || clock.monotonicMs() >= end) {
        throw error;
      }
    }
    await clock.sleep(RETRY_MS);
  }
}
