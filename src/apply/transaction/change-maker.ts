import type { Journal, JournalledChange, Progress } from "../../domain/journal.ts";

/** Records how far a change has come, before what follows is done. */
export type Note = (progress: Progress) => Promise<void>;

/** Makes one kind of change and takes it back. Every method is safe to repeat, also by another process. */
export interface ChangeMaker {
  /** Leads to `direction` from wherever it is. Rejects with the cause, and what it did stands as it stood then. */
  make(change: JournalledChange, direction: Journal["direction"], note: Note): Promise<void>;
  /** After `make` failed, or a crash: leads from the middle of it back to where `direction` came from. */
  undo(change: JournalledChange, direction: Journal["direction"]): Promise<void>;
  /** Takes away what the change needed until the transaction is over. */
  forget(change: JournalledChange): Promise<void>;
}
