import type { KeptRevision } from "../src/domain/revision.ts";
import { couldNotRead } from "../src/errors/apply.ts";
import { noSuchRevision, revisionCorrupt } from "../src/errors/transaction.ts";
import { revisionNumbers } from "../src/observed/revisions/list-revisions.ts";
import { readRevision } from "../src/observed/revisions/read-revision.ts";
import { REVISIONS } from "../src/observed/revisions/revision-place.ts";
import type { FileSystem } from "../src/ports/file-system.ts";

/** The revision that is asked for as the operator wrote it. Rejects with NoSuchRevision, RevisionCorrupt, CouldNotRead. */
export async function requireRevision(number: string, files: FileSystem): Promise<KeptRevision> {
  const kept = /^[1-9]\d{0,8}$/u.test(number)
    ? await readRevision(Number(number), files)
    : ({ kind: "absent" } as const);
  switch (kept.kind) {
    case "absent":
      throw noSuchRevision(number, await knownRevisions(files));
    case "unreadable":
      throw couldNotRead(kept.path, kept.reason);
    case "corrupt":
      throw revisionCorrupt(kept.number, kept.problem);
    case "present":
      return kept.value;
  }
}

/** The revision that was committed before the latest. Rejects as {@link requireRevision} does. */
export async function requireFormerRevision(files: FileSystem): Promise<KeptRevision> {
  const known = await knownRevisions(files);
  const former = known.at(-2);
  if (former === undefined) {
    throw noSuchRevision("before the latest", known);
  }
  return requireRevision(String(former), files);
}

async function knownRevisions(files: FileSystem): Promise<readonly number[]> {
  const numbers = await revisionNumbers(files);
  if (numbers.kind === "unreadable") {
    throw couldNotRead(REVISIONS, numbers.reason);
  }
  return numbers.value;
}
