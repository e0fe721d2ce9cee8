import { setJournalAside } from "../src/apply/transaction/journal-store.ts";
import { planApply } from "../src/apply/transaction/plan-apply.ts";
import { abortTransaction, resumeTransaction } from "../src/apply/transaction/recover.ts";
import { transactionParts } from "../src/apply/transaction/transaction-parts.ts";
import { transactionIdFrom } from "../src/apply/write-file.ts";
import { administratorAccess } from "../src/apply/init/administrator-access.ts";
import type { Journal } from "../src/domain/journal.ts";
import type { Revision } from "../src/domain/revision.ts";
import { couldNotRead } from "../src/errors/apply.ts";
import { soundJournal } from "../src/observed/read-journal.ts";
import { applyPorts } from "./apply-ports.ts";
import type { HostPorts } from "./compose.ts";
import type { CommandContext, OutputFormat } from "./context.ts";
import { prepareApply } from "./prepare-apply.ts";
import type { ConfigurationSource } from "./prepare-init.ts";
import { changeRows } from "./progress/change-rows.ts";

const TRANSACTION_BYTES = 6;

export interface RecoverOptions {
  readonly resume?: boolean;
  readonly abort?: boolean;
  readonly output: OutputFormat;
}

/** Finishes or undoes a change that was interrupted, before another one begins. */
export async function recoverFirst(
  context: CommandContext,
  options: Pick<RecoverOptions, "output">,
  ports: HostPorts,
): Promise<void> {
  const journal = await soundJournal(ports.files);
  if (journal !== undefined) {
    await recover(context, journal, options, ports);
  }
}

/** Finishes or undoes a change that was interrupted. True where that was all that was asked for. */
export async function recover(
  context: CommandContext,
  journal: Journal | undefined,
  { resume = false, abort = false, output }: RecoverOptions,
  ports: HostPorts,
): Promise<boolean> {
  if (journal === undefined) {
    context.print(
      output === "json" ? '{"kind":"result","status":"unchanged"}' : "No change was interrupted on this node.",
    );
    return true;
  }
  context.say(`A change was interrupted: "${journal.command}", begun ${journal.startedAt}.`);
  const progress = await context.progress(changeRows(journal.changes), output);
  let revision: Revision | undefined;
  try {
    const { request } = await prepareApply(context, {}, ports, await configurationOf(journal, ports));
    const all = applyPorts(ports, request, progress);
    const transaction = transactionParts({
      journal,
      request,
      plan: await planApply(request, all),
      access: await administratorAccess(request.node, ports.files),
      ports: all,
      signal: context.signal,
    });
    revision = await (abort ? abortTransaction(transaction) : resumeTransaction(transaction));
  } finally {
    await progress.close();
  }
  const isAll = resume || abort;
  const words = outcome(abort, revision);
  if (isAll && output === "json") {
    context.print(JSON.stringify({ kind: "result", status: revision === undefined ? "undone" : "changed" }));
  } else if (isAll) {
    context.print(words);
  } else {
    context.say(words);
  }
  return isAll;
}

function outcome(isAbort: boolean, revision: Revision | undefined): string {
  if (revision === undefined) {
    return "It was undone: the node is as it was before.";
  }
  return isAbort
    ? `It was complete already, as revision ${revision.number}. To go back from it: steadyplane rollback`
    : "It was finished.";
}

/** The configuration that the transaction leads to, wherever it lies by now. */
async function configurationOf(
  { configuration }: Journal,
  { files }: HostPorts,
): Promise<ConfigurationSource | undefined> {
  if (configuration === undefined) {
    return undefined;
  }
  for (const path of [configuration.staged, configuration.target]) {
    const text = await files.readText(path);
    if (text.kind === "present") {
      return { file: path, text: text.value };
    }
    if (text.kind === "unreadable") {
      throw couldNotRead(path, text.reason);
    }
  }
  return undefined;
}

/** Goes on without a journal that cannot be relied on; it is kept beside its place. */
export async function setAside(context: CommandContext, { files, entropy }: HostPorts): Promise<void> {
  const aside = await setJournalAside(files, transactionIdFrom(entropy.hex(TRANSACTION_BYTES)));
  context.print(
    aside === undefined
      ? "No change was interrupted on this node."
      : `The journal is kept as ${aside}. See what the node lacks now: steadyplane plan`,
  );
}
