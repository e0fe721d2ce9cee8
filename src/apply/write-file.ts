import { type AbsolutePath, below, nameOf, parentOf } from "../domain/absolute-path.ts";
import { systemCode, writeFailed } from "../errors/apply.ts";
import type { FileSystem } from "../ports/file-system.ts";

export interface FileTarget {
  readonly path: AbsolutePath;
  readonly text: string;
  readonly mode: number;
  readonly owner: string;
}

/**
 * Puts a file in place at one stroke: whoever reads the path sees the old content or the new, never half of one.
 * Rejects with WriteFailed; the draft is gone then, unless the process died.
 */
export async function writeFile(target: FileTarget, files: FileSystem, transactionId: string): Promise<void> {
  const draft = draftOf(target.path, transactionId);
  try {
    await writeDraft(draft, target, files);
    await files.rename(draft, target.path);
  } catch (cause) {
    await files.remove(draft).catch(() => undefined);
    throw writeFailed(target.path, cause);
  }
}

async function writeDraft(draft: AbsolutePath, { text, mode, owner }: FileTarget, files: FileSystem): Promise<void> {
  try {
    await files.writeNew(draft, text, mode, owner);
  } catch (cause) {
    if (systemCode(cause) !== "EEXIST") {
      throw cause;
    }
    // This very transaction was killed before the rename, and goes on.
    await files.remove(draft);
    await files.writeNew(draft, text, mode, owner);
  }
}

/** Beside its target, so that rename stays within a file system; a dotfile, which the kubelet does not read. */
export function draftOf(path: AbsolutePath, transactionId: string): AbsolutePath {
  return below(parentOf(path), `.${nameOf(path)}.${transactionId}`);
}

/** Whether `name` is that of a draft, which a killed run may have left behind. */
export function isDraft(name: string): boolean {
  return /^\..+\.tx[0-9a-f]{12}$/u.test(name);
}

/** The id of one run's drafts, from 6 random bytes in hexadecimal. */
export function transactionIdFrom(hex: string): string {
  return `tx${hex}`;
}
