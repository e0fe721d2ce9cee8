import { type AbsolutePath, absolute } from "../domain/absolute-path.ts";
import type { Journal } from "../domain/journal.ts";
import { couldNotRead } from "../errors/apply.ts";
import { journalCorrupt } from "../errors/transaction.ts";
import type { FileSystem } from "../ports/file-system.ts";
import { unseal } from "./sealed-json.ts";

/** Where the transaction in progress is written down. */
export const JOURNAL: AbsolutePath = absolute("/var/lib/steadyplane/journal");

export const JOURNAL_FORMAT = "steadyplane-journal";

/** The journal, or why it cannot be relied on; `problem` is the end of a sentence. */
export type JournalRead =
  | { readonly kind: "absent" }
  | { readonly kind: "present"; readonly journal: Journal }
  | { readonly kind: "unreadable"; readonly reason: string }
  | { readonly kind: "corrupt"; readonly problem: string };

/** The transaction that is in progress, or was when its process ended. */
export async function readJournal(files: FileSystem): Promise<JournalRead> {
  const text = await files.readText(JOURNAL);
  if (text.kind === "absent") {
    return text;
  }
  if (text.kind === "unreadable") {
    return text.reason === "EILSEQ" ? { kind: "corrupt", problem: "it is not text" } : text;
  }
  const unsealed = unseal(JOURNAL_FORMAT, text.value);
  if (unsealed.kind === "corrupt") {
    return unsealed;
  }
  // Most commands find none, and need not wait for the schema.
  const { asJournal } = await import("./journal-schema.ts");
  const read = asJournal(unsealed.body);
  return read.kind === "journal"
    ? { kind: "present", journal: read.journal }
    : { kind: "corrupt", problem: `it is no journal that this program knows, at ${read.where}` };
}

/** The journal, undefined where there is none. Rejects with CouldNotRead or JournalCorrupt. */
export async function soundJournal(files: FileSystem): Promise<Journal | undefined> {
  const read = await readJournal(files);
  switch (read.kind) {
    case "absent":
      return undefined;
    case "present":
      return read.journal;
    case "unreadable":
      throw couldNotRead(JOURNAL, read.reason);
    case "corrupt":
      throw journalCorrupt(JOURNAL, read.problem);
  }
}
