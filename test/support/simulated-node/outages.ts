import type { Clock } from "../../../src/ports/clock.ts";

/** Milliseconds. */
export interface Outage {
  readonly kind: "held" | "stalled" | "refused";
  readonly from: number;
  readonly until: number;
}

/** What a client that asks at every instant notices. */
export class Outages {
  /** How often the endpoints of the `kubernetes` Service became empty. */
  emptied = (): void => {
    this.timesEmpty += 1;
  };
  timesEmpty = 0;
  readonly #clock: Clock;
  readonly #past: Outage[] = [];
  #now: Omit<Outage, "until"> | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  see(state: Outage["kind"] | "answers"): void {
    if (this.#now?.kind === state) {
      return;
    }
    const at = this.#clock.monotonicMs();
    if (this.#now !== undefined && at > this.#now.from) {
      this.#past.push({ ...this.#now, until: at });
    }
    this.#now = state === "answers" ? undefined : { kind: state, from: at };
  }
  forget(): void {
    this.#past.length = 0;
    this.timesEmpty = 0;
  }
  /** Each time that it did not answer, the present one included. */
  all(): readonly Outage[] {
    return this.#now === undefined
      ? [...this.#past]
      : [...this.#past, { ...this.#now, until: this.#clock.monotonicMs() }];
  }
}
