import { type AbsolutePath, below } from "../../domain/absolute-path.ts";
import { revisionNumbers } from "../../observed/revisions/list-revisions.ts";
import { REVISIONS, revisionDirectory } from "../../observed/revisions/revision-place.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { removeTree } from "../remove-tree.ts";

const MOST = 20;
const MOST_BYTES = 20 * 2 ** 20;
const HALF = /^\.\d+\.tx[0-9a-f]{12}$/u;

/** Removes the oldest revisions beyond 20, or beyond 20 MiB in all. The latest stays, and so does what cannot be read. */
export async function pruneRevisions(files: FileSystem, transactionId: string): Promise<void> {
  const numbers = await revisionNumbers(files);
  let bytes = 0;
  let count = 0;
  for (const number of numbers.kind === "present" ? numbers.value.toReversed() : []) {
    const size = await sizeOf(revisionDirectory(number), files);
    count += 1;
    bytes += size ?? 0;
    if (size !== undefined && count > 1 && (count > MOST || bytes > MOST_BYTES)) {
      // Under a name that says so, one that is removed only in part is not taken for a revision.
      const leaving = below(REVISIONS, `.${number}.${transactionId}`);
      await files.rename(revisionDirectory(number), leaving);
      await removeTree(leaving, files);
    }
  }
}

/** Removes what a killed run left of a revision that it was writing or removing. */
export async function clearHalfRevisions(files: FileSystem): Promise<void> {
  const names = await files.list(REVISIONS);
  for (const name of names.kind === "present" ? names.value : []) {
    if (HALF.test(name)) {
      await removeTree(below(REVISIONS, name), files);
    }
  }
}

/** Bytes of all files below a directory, undefined where one of them cannot be seen. */
async function sizeOf(path: AbsolutePath, files: FileSystem): Promise<number | undefined> {
  const status = await files.status(path);
  if (status.kind !== "present") {
    return undefined;
  }
  if (status.value.type !== "directory") {
    return status.value.size;
  }
  const names = await files.list(path);
  if (names.kind !== "present") {
    return undefined;
  }
  const sizes = await Promise.all(names.value.map(async (name) => sizeOf(below(path, name), files)));
  return sizes.every((size) => size !== undefined) ? sizes.reduce((sum, size) => sum + size, 0) : undefined;
}
