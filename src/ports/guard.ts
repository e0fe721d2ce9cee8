/** A server that shares the work with another one while a translation lasts. */
export interface GuardedInstance {
  /** Where it listens as soon as its process is up. */
  readonly port: number;
  /**
   * A URL that reaches this very instance past the translation; an answer below 500 shows that it serves. For the API
   * server /readyz at 127.0.0.2, for etcd /readyz of its metrics, which nobody answers while it waits for its data.
   */
  readonly probe: string;
}

/** A translation with the servers at both its ends. */
export interface GuardedTable {
  /** The name given to `translate`. */
  readonly table: string;
  readonly canonical: GuardedInstance;
  readonly second: GuardedInstance;
}

/** Sees to it that a translation does not outlive its purpose, whatever becomes of this process. */
export interface Guard {
  /**
   * Starts a process that takes the translation away once this process is gone and clients are better off without it.
   * To be called before `translate`. Rejects with GuardNotStarted.
   */
  start(guarded: GuardedTable): Promise<{
    /** Ends the watch; the table has been removed. */
    release(): void;
  }>;
}
