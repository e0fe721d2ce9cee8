import type { Revision } from "../../domain/revision.ts";
import { changeUndone } from "../../errors/apply-transaction.ts";
import { complete } from "./apply-changes.ts";
import { endTransaction } from "./commit-transaction.ts";
import { runBackward } from "./run-transaction.ts";
import { type TransactionContext, transactionParts } from "./transaction-parts.ts";

/** Goes on with a transaction that was interrupted, in the direction it had. Rejects with ChangeUndone where that was backward. */
export async function resumeTransaction(context: TransactionContext): Promise<Revision> {
  const { direction, failure } = context.journal;
  if (direction === "forward") {
    return complete(transactionParts(context));
  }
  await abortTransaction(context);
  throw changeUndone("the node", failure);
}

/** Undoes a transaction that was interrupted, whichever direction it had. */
export async function abortTransaction(context: TransactionContext): Promise<void> {
  const parts = transactionParts(context);
  const { keeper } = parts;
  if (keeper.journal.direction === "forward") {
    await keeper.turnRound("it was asked to be undone");
  }
  await runBackward(parts, { target: "the node", error: keeper.journal.failure });
  await endTransaction(parts);
}
