import type { Revision } from "../../domain/revision.ts";
import { couldNotRead } from "../../errors/apply.ts";
import { revisionNumbers } from "../../observed/revisions/list-revisions.ts";
import { readRevisionRecord } from "../../observed/revisions/read-revision.ts";
import { REVISIONS } from "../../observed/revisions/revision-place.ts";
import type { FileSystem } from "../../ports/file-system.ts";

/** The revision that a transaction was committed as, undefined where it was not. Rejects with CouldNotRead. */
export async function committedAs(transactionId: string, files: FileSystem): Promise<Revision | undefined> {
  const numbers = await revisionNumbers(files);
  if (numbers.kind === "unreadable") {
    throw couldNotRead(REVISIONS, numbers.reason);
  }
  const latest = numbers.value.at(-1);
  const read = latest === undefined ? undefined : await readRevisionRecord(latest, files);
  if (read?.kind === "unreadable") {
    throw couldNotRead(read.path, read.reason);
  }
  return read?.kind === "present" && read.value.transactionId === transactionId ? read.value : undefined;
}
