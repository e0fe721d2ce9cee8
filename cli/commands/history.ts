import type { Revision, RevisionRead } from "../../src/domain/revision.ts";
import { couldNotRead } from "../../src/errors/apply.ts";
import { noSuchRevision, revisionCorrupt } from "../../src/errors/transaction.ts";
import { listRevisions } from "../../src/observed/revisions/list-revisions.ts";
import { readRevision } from "../../src/observed/revisions/read-revision.ts";
import { compose } from "../compose.ts";
import type { CommandContext, OutputFormat } from "../context.ts";
import { describeRevision, describeRevisions } from "../output/describe-revision.ts";

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
  const kept = /^[1-9]\d{0,8}$/u.test(number)
    ? await readRevision(Number(number), files)
    : ({ kind: "absent" } as const);
  switch (kept.kind) {
    case "absent": {
      const known = await listRevisions(files);
      throw noSuchRevision(
        number,
        known.flatMap((revision) => (revision.kind === "present" ? [revision.value.number] : [])),
      );
    }
    case "unreadable":
      throw couldNotRead(kept.path, kept.reason);
    case "corrupt":
      throw revisionCorrupt(kept.number, kept.problem);
    case "present": {
      const { revision, configuration } = kept.value;
      context.print(output === "json" ? JSON.stringify({ ...revision, configuration }) : describeRevision(kept.value));
    }
  }
}

function asJson(read: RevisionRead<Revision>): object {
  return read.kind === "present" ? read.value : read;
}
