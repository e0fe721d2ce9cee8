import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "../ports/clock.ts";

/** The machine's clocks. */
export class SystemClock implements Clock {
  now(): number {
    return Date.now();
  }
  monotonicMs(): number {
    return performance.now();
  }
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    try {
      await wait(ms, undefined, signal === undefined ? {} : { signal });
    } catch {
      // Node rejects with an AbortError of its own; the port promises the reason.
      signal?.throwIfAborted();
    }
  }
}
