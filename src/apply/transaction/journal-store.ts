import { type AbsolutePath, below, parentOf } from "../../domain/absolute-path.ts";
import type { Journal } from "../../domain/journal.ts";
import { JOURNAL, JOURNAL_FORMAT } from "../../observed/read-journal.ts";
import { seal } from "../../observed/sealed-json.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { draftOf, writeFile } from "../write-file.ts";
import { ensurePrivateDirectory } from "./ensure-private-directory.ts";
import { orWriteFailed } from "./or-write-failed.ts";
import { syncNames } from "./sync-names.ts";

const DISCARDED = "journal.discarded.";

/** Writes the journal down, at one stroke and fsynced: when it resolves, it holds whatever happens. Rejects with WriteFailed. */
export async function writeJournal(journal: Journal, files: FileSystem): Promise<void> {
  await ensurePrivateDirectory(parentOf(JOURNAL), files);
  // The same transaction goes on after a crash, and with the same names.
  await orWriteFailed(JOURNAL, async () => files.remove(draftOf(JOURNAL, journal.transactionId)));
  const text = seal(JOURNAL_FORMAT, journal);
  await writeFile({ path: JOURNAL, text, mode: 0o600, owner: "root:root" }, files, journal.transactionId);
}

/** The transaction is over. Absent is fine. Rejects with WriteFailed. */
export async function removeJournal(files: FileSystem): Promise<void> {
  await orWriteFailed(JOURNAL, async () => files.remove(JOURNAL));
  await syncNames([JOURNAL], files);
}

/** Has a journal that cannot be relied on out of the way, and kept. Resolves to where; undefined where there is none. */
export async function setJournalAside(files: FileSystem, transactionId: string): Promise<AbsolutePath | undefined> {
  const status = await files.status(JOURNAL);
  if (status.kind === "absent") {
    return undefined;
  }
  const aside = below(parentOf(JOURNAL), `${DISCARDED}${transactionId.replace(/^tx/u, "")}`);
  await orWriteFailed(JOURNAL, async () => files.rename(JOURNAL, aside));
  return aside;
}

/** Journals that were set aside. */
export async function discardedJournals(files: FileSystem): Promise<readonly AbsolutePath[]> {
  const names = await files.list(parentOf(JOURNAL));
  return names.kind === "present"
    ? names.value.filter((name) => name.startsWith(DISCARDED)).map((name) => below(parentOf(JOURNAL), name))
    : [];
}
