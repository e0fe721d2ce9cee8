import { type AbsolutePath, below, nameOf, parentOf } from "../../domain/absolute-path.ts";
import type { Swap } from "../../domain/swap.ts";
import { couldNotRead } from "../../errors/apply.ts";
import { targetAppeared } from "../../errors/transaction.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { orWriteFailed } from "./or-write-failed.ts";

/** Where the old content of `path` is kept while a transaction lasts; `isDraft` knows the name. */
export function beforeOf(path: AbsolutePath, transactionId: string): AbsolutePath {
  return below(parentOf(path), `.before.${nameOf(path)}.${transactionId}`);
}

/** Gives what is in place its second name `before`. It is kept by it, whatever becomes of the target. Safe to repeat. */
export async function keepBefore({ target, before }: Swap, files: FileSystem): Promise<void> {
  if (before !== undefined && !(await isThere(before, files))) {
    await orWriteFailed(target, async () => files.link(target, before));
  }
}

/**
 * Puts the new file in place by one rename; the old one stays under its name `before`. Safe to repeat from wherever it
 * stopped: what is staged no longer has been placed. Rejects with WriteFailed, CouldNotRead, and with TargetAppeared
 * where something stands in the place of a new file.
 */
export async function place(swap: Swap, files: FileSystem): Promise<void> {
  const { target, staged, before } = swap;
  if (!(await isThere(staged, files))) {
    return;
  }
  if (before === undefined && (await isThere(target, files))) {
    throw targetAppeared(target);
  }
  await keepBefore(swap, files);
  await moveInto(target, staged, files);
}

/**
 * The exact inverse of {@link place}, as safe to repeat: the old file is in place again, or none where there was none,
 * and the new one is staged again, ready to be placed another time. Does nothing after {@link forget}.
 */
export async function placeBack({ target, staged, before }: Swap, files: FileSystem): Promise<void> {
  if (before !== undefined && !(await isThere(before, files))) {
    return;
  }
  const isStaged = await isThere(staged, files);
  // One that somebody removed does not keep the old one from coming back.
  const isNewInPlace = !isStaged && (await isThere(target, files));
  if (before === undefined) {
    if (isNewInPlace) {
      await moveInto(staged, target, files);
    }
    return;
  }
  if (isNewInPlace) {
    await orWriteFailed(target, async () => files.link(target, staged));
  }
  await moveInto(target, before, files);
}

/** Whether the target is the new file. */
export async function isPlaced({ target, staged, before }: Swap, files: FileSystem): Promise<boolean> {
  if (!(await isThere(staged, files))) {
    return isThere(target, files);
  }
  // Staged, and yet in place: a placeBack that has not come to its rename.
  return before !== undefined && (await isThere(before, files)) && isSame(target, staged, files);
}

/** Removes what is left beside the target, whichever content that has now. Safe to repeat. */
export async function forget({ target, staged, before }: Swap, files: FileSystem): Promise<void> {
  for (const path of before === undefined ? [staged] : [before, staged]) {
    await orWriteFailed(target, async () => files.remove(path));
  }
}

/** Gives `from` the name `to` and no other. */
async function moveInto(to: AbsolutePath, from: AbsolutePath, files: FileSystem): Promise<void> {
  await orWriteFailed(to, async () => files.rename(from, to));
  // Where both are names of one file, as an interrupted inverse leaves them, a rename does nothing: rename(2).
  if (await isThere(from, files)) {
    await orWriteFailed(to, async () => files.remove(from));
  }
}

async function isSame(one: AbsolutePath, other: AbsolutePath, files: FileSystem): Promise<boolean> {
  const [a, b] = await Promise.all([contentOf(one, files), contentOf(other, files)]);
  return a === b;
}

async function contentOf(path: AbsolutePath, files: FileSystem): Promise<string | undefined> {
  const status = await files.status(path);
  if (status.kind === "absent") {
    return undefined;
  }
  const isLink = status.kind === "present" && status.value.type === "symlink";
  const content = isLink ? await files.readLink(path) : await files.readText(path);
  if (status.kind === "unreadable" || content.kind !== "present") {
    throw couldNotRead(path, content.kind === "unreadable" ? content.reason : "ENOENT");
  }
  return JSON.stringify([status.value, content.value]);
}

async function isThere(path: AbsolutePath, files: FileSystem): Promise<boolean> {
  const status = await files.status(path);
  if (status.kind === "unreadable") {
    throw couldNotRead(path, status.reason);
  }
  return status.kind === "present";
}
