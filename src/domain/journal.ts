import type { PlannedChange } from "./planned-change.ts";
import type { Swap } from "./swap.ts";

/**
 * How far a change has come. `begun` until its manifest is about to be replaced, then `replacing` until the new instance is
 * proven, then `ending` until all traces of the handoff are gone.
 */
export type Progress = "pending" | "begun" | "replacing" | "ending" | "done" | "undoing" | "undone";

export interface JournalledChange {
  readonly target: PlannedChange["target"];
  readonly strategy: PlannedChange["strategy"];
  readonly progress: Progress;
  /** Why it is made, one sentence each. */
  readonly because: readonly string[];
  /** Everything but the manifest. */
  readonly inputs: readonly Swap[];
  /** A component's own manifest, with digests (sha256, hexadecimal) of the old text and the new. */
  readonly manifest: (Swap & { readonly shaBefore: string | undefined; readonly shaAfter: string }) | undefined;
}

/** The transaction in progress: what it wants, and how far it is. Holds no secret; contents are named by path. */
export interface Journal {
  readonly version: 1;
  readonly transactionId: string;
  /** The command line that began it. */
  readonly command: string;
  /** RFC 3339. */
  readonly startedAt: string;
  /** The revision that holds before it, 0 where there is none. */
  readonly fromRevision: number;
  /** `forward`: towards the new configuration; `backward`: to what was there before. */
  readonly direction: "forward" | "backward";
  /** What made it turn round, in the words of the error; empty while it goes forward. */
  readonly failure: string;
  /** In the order in which they are made. */
  readonly changes: readonly JournalledChange[];
  /** The configuration as it shall be, and where it is kept ready. */
  readonly configuration: Swap | undefined;
}
