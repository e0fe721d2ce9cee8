import type { Revision } from "../../domain/revision.ts";
import { administratorAccess } from "../init/administrator-access.ts";
import { pullImages } from "../init/pull-images.ts";
import { runStage } from "../run-stages.ts";
import { transactionIdFrom } from "../write-file.ts";
import type { ApplyPorts } from "./apply-ports.ts";
import type { ApplyRequest } from "./apply-request.ts";
import { beginTransaction } from "./begin-transaction.ts";
import { commit, commitTransaction, endTransaction, tidyUp } from "./commit-transaction.ts";
import type { ApplyPlan } from "./plan-apply.ts";
import { type ApiExperience, probeApi } from "./probe-api.ts";
import { runForward, type TransactionParts } from "./run-transaction.ts";
import type { CommitParts } from "./commit-transaction.ts";
import { transactionParts } from "./transaction-parts.ts";

const TRANSACTION_BYTES = 6;

/** How a change went. */
export interface ApplyReport {
  readonly revision: Revision;
  readonly tookMs: number;
  readonly api: ApiExperience;
}

/**
 * Carries out a plan whose findings forbid nothing, as one transaction: all of it, proven and committed, or nothing.
 * Rejects with ChangeUndone, ApplyStopped or UndoFailed once something live was touched, and with the cause before.
 */
export async function applyChanges(
  request: ApplyRequest,
  plan: ApplyPlan,
  command: string,
  ports: ApplyPorts,
  signal: AbortSignal,
): Promise<ApplyReport> {
  const { clock, files, entropy } = ports;
  const startedAt = clock.monotonicMs();
  const access = await administratorAccess(request.node, files);
  const transactionId = transactionIdFrom(entropy.hex(TRANSACTION_BYTES));
  const start = {
    ...{ transactionId, command, signal },
    configurationText: request.configurationText,
    startedAt: clock.now(),
  };
  const stage = async () => {
    await pullImages(plan.missingImages, ports);
    return beginTransaction(plan, start, ports);
  };
  const journal = await staged(stage, ports);
  const parts = transactionParts({ journal, request, plan, access, ports, signal });
  await writeDown(parts);
  const probe = probeApi(access, { http: ports.freshHttp, clock });
  try {
    const revision = await complete(parts);
    return { revision, tookMs: clock.monotonicMs() - startedAt, api: await probe.end() };
  } finally {
    await probe.end();
  }
}

async function staged<T>(stage: () => Promise<T>, ports: ApplyPorts): Promise<T> {
  let made: { readonly value: T } | undefined;
  const run = async (): Promise<string> => {
    made = { value: await stage() };
    return "every file is ready, nothing has changed";
  };
  await runStage({ stage: "stage", title: "Prepare", run }, ports);
  if (made === undefined) {
    throw new Error("nothing was prepared");
  }
  return made.value;
}

/** From here on a crash is made up for by the next command. What cannot be written down leaves nothing behind. */
export async function writeDown(parts: TransactionParts & CommitParts): Promise<void> {
  try {
    await parts.keeper.write();
  } catch (error) {
    await endTransaction(parts).catch(() => undefined);
    throw error;
  }
}

/** Makes what is left of a transaction and commits it; what cannot be made is taken back, and the transaction is over. */
export async function complete(parts: TransactionParts & CommitParts): Promise<Revision> {
  const gate = async (): Promise<void> => {
    await parts.gate();
    // The last thing that can be walked back from.
    await commit(parts);
  };
  try {
    await runForward({ ...parts, gate });
  } catch (error) {
    if (parts.keeper.isUndone) {
      await tidyUp(parts);
    }
    throw error;
  }
  return commitTransaction(parts);
}
