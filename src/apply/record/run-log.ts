import type { Happening } from "../../domain/run-record.ts";
import type { Clock } from "../../ports/clock.ts";

/** What happened, and when in milliseconds since 1970. */
export interface LogEntry {
  readonly at: number;
  readonly happening: Happening;
}

/** What a run was seen to do, in the order in which it was noted. */
export class RunLog {
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #startedMonotonicMs: number;
  readonly #entries: LogEntry[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#startedAt = clock.now();
    this.#startedMonotonicMs = clock.monotonicMs();
  }

  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  /** Milliseconds since 1970, of a clock that nobody sets while the run goes on. */
  now(): number {
    return this.#startedAt + this.#clock.monotonicMs() - this.#startedMonotonicMs;
  }

  note(happening: Happening, at: number = this.now()): void {
    this.#entries.push({ at, happening });
  }
}
