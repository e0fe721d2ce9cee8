import type { Revision, RevisionRead } from "../../src/domain/revision.ts";
import { couldNotRead } from "../../src/errors/apply.ts";
import { listRevisions } from "../../src/observed/revisions/list-revisions.ts";
import { compose } from "../compose.ts";
import type { CommandContext, OutputFormat } from "../context.ts";
import { describeRevision, describeRevisions } from "../output/describe-revision.ts";
import { requireRevision } from "../require-revision.ts";

interface HistoryOptions {
  readonly output: OutputFormat;
}

/** Prints the revisions that are kept, oldest first. */
export async function history(context: CommandContext, { output }: HistoryOptions): Promise<void> {
  const { files } = compose(context);
  const revisions = await listRevisions(files);
  const unreadable = revisions.find((revision) => revision.kind === "unreadable");
  if (unreadable !== undefined) {
    throw couldNotRead(unreadable.path, unreadable.reason);
  }
  context.print(output === "json" ? JSON.stringify(revisions.map(asJson)) : describeRevisions(revisions));
}

/** Prints one revision: its configuration, its manifests' names, the fingerprints of its files. */
export async function show(context: CommandContext, number: string, { output }: HistoryOptions): Promise<void> {
  const { files } = compose(context);
  const kept = await requireRevision(number, files);
  const { revision, configuration } = kept;
  context.print(output === "json" ? JSON.stringify({ ...revision, configuration }) : describeRevision(kept));
}

function asJson(read: RevisionRead<Revision>): object {
  return read.kind === "present" ? read.value : read;
}
