import { parentOf } from "../../domain/absolute-path.ts";
import type { RunRecord } from "../../domain/run-record.ts";
import { RUN_FORMAT } from "../../observed/revisions/read-run-record.ts";
import { LAST_RUN, REVISION_PARTS, revisionDirectory } from "../../observed/revisions/revision-place.ts";
import { seal } from "../../observed/sealed-json.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { ensurePrivateDirectory } from "../transaction/ensure-private-directory.ts";
import { writeFile } from "../write-file.ts";

/** Keeps how a run went: as the last run, and with the revision that it committed. Rejects with WriteFailed or CouldNotRead. */
export async function keepRecord(record: RunRecord, files: FileSystem, transactionId: string): Promise<void> {
  const text = seal(RUN_FORMAT, record);
  await ensurePrivateDirectory(parentOf(LAST_RUN), files);
  const places = record.revision === 0 ? [] : [REVISION_PARTS.run(revisionDirectory(record.revision))];
  for (const path of [LAST_RUN, ...places]) {
    await writeFile({ path, text, mode: 0o600, owner: "root:root" }, files, transactionId);
  }
}
