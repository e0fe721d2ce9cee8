import type { Component } from "../../domain/component.ts";
import type { PodRoom } from "../../domain/handoff/pod-room.ts";
import type { Journal } from "../../domain/journal.ts";
import { awaitControlPlane } from "../../diagnose/await-control-plane.ts";
import type { ApiAccess } from "../../diagnose/expectation.ts";
import { expectationFromSpecs } from "../../diagnose/expectation-from-specs.ts";
import { detailsOf } from "../handoff/details-of.ts";
import { runStage } from "../run-stages.ts";
import type { ApplyPorts } from "./apply-ports.ts";
import type { ApplyRequest } from "./apply-request.ts";
import type { CommitParts } from "./commit-transaction.ts";
import { JournalKeeper } from "./journal-keeper.ts";
import { writeJournal } from "./journal-store.ts";
import { type MakerParts, makersOf } from "./makers.ts";
import type { ApplyPlan } from "./plan-apply.ts";
import type { TransactionParts } from "./run-transaction.ts";
import { watchedPackets } from "./watched-packets.ts";

/** What a transaction needs, whether it begins now or was interrupted. */
export interface TransactionContext {
  readonly journal: Journal;
  readonly request: ApplyRequest;
  /** Of the same configuration. */
  readonly plan: ApplyPlan;
  readonly access: ApiAccess;
  readonly ports: ApplyPorts;
  readonly signal: AbortSignal;
}

/** Who makes, undoes, proves and commits the changes of one transaction. */
export function transactionParts(context: TransactionContext): TransactionParts & CommitParts {
  const { journal, request, plan, ports, signal } = context;
  const parts = makerParts(context);
  const forward = makersOf(parts, signal);
  // Walking back is not stopped half-way: a second signal ends the process, and the journal says how far it came.
  const backward = makersOf(parts, new AbortController().signal);
  const keeper = new JournalKeeper(journal, async (next) => writeJournal(next, ports.files));
  return {
    keeper,
    makerOf: (change) => (keeper.journal.direction === "forward" ? forward : backward)(change),
    gate: async () => proveWhole(context),
    isStopped: () => signal.aborted,
    specs: request,
    configurationText: request.configurationText,
    resources: plan.desired.map(({ resource }) => resource),
    files: ports.files,
    clock: ports.clock,
    reporter: ports.reporter,
  };
}

function makerParts({ journal, request, plan, access, ports, signal }: TransactionContext): MakerParts {
  const { transactionId } = journal;
  const isApiDown =
    plan.verdicts.get("kube-apiserver")?.kind === "start" || plan.verdicts.get("etcd")?.kind === "start";
  return {
    specs: request,
    transactionId,
    access,
    // Both directions share it: the way back ends what the way forward has set.
    ports: { ...ports, packets: watchedPackets(request, { transactionId, access, signal }, ports) },
    rooms: roomsOf(plan),
    objects: plan.objects,
    hasApi: !isApiDown,
  };
}

function roomsOf({ verdicts }: Pick<ApplyPlan, "verdicts">): ReadonlyMap<Component, PodRoom> {
  return new Map(
    [...verdicts].flatMap(([component, verdict]) => ("room" in verdict ? [[component, verdict.room] as const] : [])),
  );
}

/** The whole node, with leaders that lead and a Node that is there. */
async function proveWhole({ request, access, ports, signal }: TransactionContext): Promise<void> {
  const prove = async (): Promise<string> => {
    const now = ports.clock.now();
    const expected = await expectationFromSpecs(request, [], access, now, ports);
    const expectation = { ...expected, gates: { ...expected.gates, mirrorPods: false } };
    const diagnosing = { ...ports, http: ports.freshHttp };
    const reporter = detailsOf("health", ports.reporter);
    await awaitControlPlane(expectation, diagnosing, { reporter, signal, timeoutMs: request.tool.healthTimeoutMs });
    return "everything is healthy";
  };
  await runStage({ stage: "health", title: "Health of the whole node", run: prove }, ports);
}
