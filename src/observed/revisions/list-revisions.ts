import type { KeptRevision, Revision, RevisionRead } from "../../domain/revision.ts";
import type { FileSystem, Read } from "../../ports/file-system.ts";
import { readRevision, readRevisionRecord } from "./read-revision.ts";
import { REVISIONS } from "./revision-place.ts";

/** Numbers of the revisions that are kept, ascending; none where there never was one. */
export async function revisionNumbers(
  files: FileSystem,
): Promise<Exclude<Read<readonly number[]>, { readonly kind: "absent" }>> {
  const names = await files.list(REVISIONS);
  if (names.kind === "unreadable") {
    return names;
  }
  const numbers = names.kind === "present" ? names.value.filter((name) => /^[1-9]\d{0,8}$/u.test(name)) : [];
  return { kind: "present", value: numbers.map(Number).toSorted((a, b) => a - b) };
}

/** Every revision that is kept, ascending. One that cannot be read is told as such. */
export async function listRevisions(files: FileSystem): Promise<readonly RevisionRead<Revision>[]> {
  const numbers = await revisionNumbers(files);
  return numbers.kind === "unreadable"
    ? [{ ...numbers, path: REVISIONS }]
    : Promise.all(numbers.value.map(async (number) => readRevisionRecord(number, files)));
}

/** The revision that this node was last left in. Where that cannot be read, no older one stands in for it. */
export async function latestRevision(files: FileSystem): Promise<RevisionRead<KeptRevision>> {
  const numbers = await revisionNumbers(files);
  if (numbers.kind === "unreadable") {
    return { ...numbers, path: REVISIONS };
  }
  const latest = numbers.value.at(-1);
  return latest === undefined ? { kind: "absent" } : readRevision(latest, files);
}
