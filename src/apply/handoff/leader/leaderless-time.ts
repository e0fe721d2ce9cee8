/** What was seen at one moment. */
interface Look {
  /** Milliseconds on a clock that never goes back. */
  readonly atMs: number;
  /** Whether the former leader's process is known to be gone. */
  readonly isGone: boolean;
  /** Empty where nobody holds the lease, undefined where it could not be read. */
  readonly holder: string | undefined;
}

export interface MovedLease {
  /** The new leader's identity. */
  readonly holder: string;
  readonly withoutMs: number;
}

/** How long nobody leads, from the moment the `former` leader gives up or is gone until the lease has another holder. */
export class LeaderlessTime {
  readonly #former: string;
  #from: number | undefined;
  #end: MovedLease | undefined;

  constructor(former: string) {
    this.#former = former;
  }

  /** Undefined while nobody else leads. */
  get end(): MovedLease | undefined {
    return this.#end;
  }

  look({ atMs, isGone, holder }: Look): void {
    const hasGivenUp = holder !== undefined && holder !== this.#former;
    if (isGone || hasGivenUp) {
      this.#from ??= atMs;
    }
    if (hasGivenUp && holder !== "" && this.#from !== undefined) {
      this.#end ??= { holder, withoutMs: atMs - this.#from };
    }
  }
}
