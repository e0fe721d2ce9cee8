import type { Journal, JournalledChange, Progress } from "../../domain/journal.ts";

/** The transaction in progress, written down before each step. */
export class JournalKeeper {
  #journal: Journal;
  readonly #write: (journal: Journal) => Promise<void>;

  constructor(journal: Journal, write: (journal: Journal) => Promise<void>) {
    this.#journal = journal;
    this.#write = write;
  }

  get journal(): Journal {
    return this.#journal;
  }

  /** Whether everything has been walked back. */
  get isUndone(): boolean {
    const { direction, changes } = this.#journal;
    return direction === "backward" && changes.every(({ progress }) => progress === "pending" || progress === "undone");
  }

  /** Writes it down as it stands. */
  async write(): Promise<void> {
    await this.#store(this.#journal);
  }

  /** The change of `target` as it stands now. */
  change(target: JournalledChange["target"]): JournalledChange {
    const change = this.#journal.changes.find((candidate) => candidate.target === target);
    if (change === undefined) {
      throw new Error(`the journal has no change of ${target}`);
    }
    return change;
  }

  async note(target: JournalledChange["target"], progress: Progress): Promise<void> {
    await this.#store(withProgress(this.#journal, target, progress));
  }

  /** From now on towards what was there before; what is in the middle of its change is undone first. One write, so that nobody sees half of it. */
  async turnRound(failure: string): Promise<void> {
    const changes = this.#journal.changes.map((change) =>
      isInFlight(change) ? { ...change, progress: "undoing" as const } : change,
    );
    await this.#store({ ...this.#journal, direction: "backward", failure, changes });
  }

  async #store(journal: Journal): Promise<void> {
    await this.#write(journal);
    this.#journal = journal;
  }
}

function withProgress(journal: Journal, target: JournalledChange["target"], progress: Progress): Journal {
  return {
    ...journal,
    changes: journal.changes.map((change) => (change.target === target ? { ...change, progress } : change)),
  };
}

function isInFlight({ progress }: JournalledChange): boolean {
  return progress === "begun" || progress === "replacing";
}
