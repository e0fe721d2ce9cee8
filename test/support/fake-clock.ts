import type { Clock } from "../../src/ports/clock.ts";

interface Sleeper {
  readonly wakeAt: number;
  wake(): void;
}

/**
 * Time that passes only while everybody sleeps: then it jumps to where the first one wakes. Events that a test puts
 * on the way happen at their time.
 */
export class FakeClock implements Clock {
  #elapsedMs = 0;
  readonly #startedAt: number;
  readonly #sleepers: Sleeper[] = [];
  #events: { readonly atMs: number; readonly happen: () => void }[] = [];

  constructor(startedAt: number = Date.UTC(2026, 0, 1)) {
    this.#startedAt = startedAt;
  }

  now(): number {
    return this.#startedAt + this.#elapsedMs;
  }
  monotonicMs(): number {
    return this.#elapsedMs;
  }
  /** Time passes at once. */
  advance(ms: number): void {
    this.#moveTo(this.#elapsedMs + ms);
  }
  /** `happen` is called when `ms` have passed since the clock was made. */
  at(ms: number, happen: () => void): this {
    this.#events.push({ atMs: ms, happen });
    this.#events.sort((a, b) => a.atMs - b.atMs);
    return this;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const sleeper = { wakeAt: this.#elapsedMs + ms, wake: resolve };
      this.#sleepers.push(sleeper);
      signal?.addEventListener("abort", () => {
        const index = this.#sleepers.indexOf(sleeper);
        if (index !== -1) {
          this.#sleepers.splice(index, 1);
        }
        reject(signal.reason);
      });
      setImmediate(() => this.#wakeFirst());
    });
  }

  #wakeFirst(): void {
    const first = this.#sleepers.toSorted((a, b) => a.wakeAt - b.wakeAt)[0];
    if (first === undefined) {
      return;
    }
    this.#moveTo(first.wakeAt);
    const index = this.#sleepers.indexOf(first);
    // An event on the way may have aborted it.
    if (index !== -1) {
      this.#sleepers.splice(index, 1);
      first.wake();
    }
  }
  #moveTo(ms: number): void {
    for (let next = this.#events[0]; next !== undefined && next.atMs <= ms; next = this.#events[0]) {
      this.#events = this.#events.slice(1);
      this.#elapsedMs = Math.max(this.#elapsedMs, next.atMs);
      next.happen();
    }
    this.#elapsedMs = Math.max(this.#elapsedMs, ms);
  }
}
