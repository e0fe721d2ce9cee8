import type { Revision } from "../../domain/revision.ts";
import { changeUndone } from "../../errors/apply-transaction.ts";
import { complete } from "./apply-changes.ts";
import { commitTransaction, type CommitParts, tidyUp } from "./commit-transaction.ts";
import { committedAs } from "./committed-as.ts";
import { runBackward, type TransactionParts } from "./run-transaction.ts";

type Parts = TransactionParts & CommitParts;

/** Goes on with a transaction that was interrupted, in the direction it had. Rejects with ChangeUndone where that was backward. */
export async function resumeTransaction(parts: Parts): Promise<Revision> {
  const { direction, failure, transactionId } = parts.keeper.journal;
  if ((await committedAs(transactionId, parts.files)) !== undefined) {
    return commitTransaction(parts);
  }
  if (direction === "forward") {
    return complete(parts);
  }
  await undo(parts);
  throw changeUndone("the node", failure);
}

/**
 * Undoes a transaction that was interrupted, whichever direction it had. Resolves to its revision where it was
 * committed already: what it kept for its undoing may be gone then, so that it stands, and only its traces go.
 */
export async function abortTransaction(parts: Parts): Promise<Revision | undefined> {
  const { keeper } = parts;
  if ((await committedAs(keeper.journal.transactionId, parts.files)) !== undefined) {
    return commitTransaction(parts);
  }
  if (keeper.journal.direction === "forward") {
    await keeper.turnRound("it was asked to be undone");
  }
  await undo(parts);
  return undefined;
}

async function undo(parts: Parts): Promise<void> {
  await runBackward(parts, { target: "the node", error: parts.keeper.journal.failure });
  await tidyUp(parts);
}
