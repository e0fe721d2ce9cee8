import { type AbsolutePath, parentOf } from "../../domain/absolute-path.ts";
import type { RunRecord } from "../../domain/run-record.ts";
import { RUN_FORMAT } from "../../observed/revisions/read-run-record.ts";
import { LAST_RUN, REVISION_PARTS, revisionDirectory } from "../../observed/revisions/revision-place.ts";
import { seal } from "../../observed/sealed-json.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { ensurePrivateDirectory } from "../transaction/ensure-private-directory.ts";
import { draftOf, transactionIdFrom, writeFile } from "../write-file.ts";

/** One name for all, so that what a killed run left of its record is known. */
const DRAFTS = transactionIdFrom("000000000000");

/** Keeps how a run went: as the last run, and with the revision that it committed. Rejects with WriteFailed or CouldNotRead. */
export async function keepRecord(record: RunRecord, files: FileSystem): Promise<void> {
  const text = seal(RUN_FORMAT, record);
  await ensurePrivateDirectory(parentOf(LAST_RUN), files);
  for (const path of placesOf(record.revision)) {
    await writeFile({ path, text, mode: 0o600, owner: "root:root" }, files, DRAFTS);
  }
}

/** Removes what a run that was killed at its very end left of its record; `revision` is the latest. Absent is fine. */
export async function clearRecordDrafts(revision: number, files: FileSystem): Promise<void> {
  for (const path of placesOf(revision)) {
    await files.remove(draftOf(path, DRAFTS));
  }
}

function placesOf(revision: number): readonly AbsolutePath[] {
  return revision === 0 ? [LAST_RUN] : [LAST_RUN, REVISION_PARTS.run(revisionDirectory(revision))];
}
