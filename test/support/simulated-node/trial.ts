import { administratorAccess } from "../../../src/apply/init/administrator-access.ts";
import { applyChanges } from "../../../src/apply/transaction/apply-changes.ts";
import type { ApplyPorts } from "../../../src/apply/transaction/apply-ports.ts";
import type { ApplyRequest } from "../../../src/apply/transaction/apply-request.ts";
import { clearLeftovers } from "../../../src/apply/transaction/clear-leftovers.ts";
import { endLeftovers } from "../../../src/apply/transaction/end-leftovers.ts";
import { planApply } from "../../../src/apply/transaction/plan-apply.ts";
import { abortTransaction, resumeTransaction } from "../../../src/apply/transaction/recover.ts";
import { transactionParts } from "../../../src/apply/transaction/transaction-parts.ts";
import { soundJournal } from "../../../src/observed/read-journal.ts";
import { BEFORE, initialisedNode } from "./initialised-node.ts";
import { leftoversOf, stateOf } from "./judge.ts";
import type { SimulatedNode } from "./simulated-node.ts";
import { type Fault, SimulatedRun } from "./simulated-run.ts";

/** `steadyplane apply`, or `apply --resume` and `--abort`. */
export type Command = "apply" | "resume" | "abort";

/** Carries out a command on a node as the command line does it. */
export async function command(
  node: SimulatedNode,
  request: ApplyRequest,
  which: Command,
  run: SimulatedRun = new SimulatedRun(node),
) {
  return run.carryOut(async (ports) => {
    const journal = await soundJournal(ports.files);
    if (journal !== undefined) {
      await recover(journal, request, which, ports);
    }
    if (which === "apply" || journal === undefined) {
      await apply(which === "abort" ? BEFORE : request, ports);
    }
  });
}

async function recover(
  journal: NonNullable<Awaited<ReturnType<typeof soundJournal>>>,
  request: ApplyRequest,
  which: Command,
  ports: ApplyPorts,
): Promise<void> {
  const parts = transactionParts({
    ...{ journal, request, ports },
    plan: await planApply(request, ports),
    access: await administratorAccess(request.node, ports.files),
    signal: new AbortController().signal,
  });
  await (which === "abort" ? abortTransaction(parts) : resumeTransaction(parts));
}

async function apply(request: ApplyRequest, ports: ApplyPorts): Promise<void> {
  const { signal } = new AbortController();
  await endLeftovers(request, ports, signal);
  const plan = await planApply(request, ports);
  const resources = plan.desired.map(({ resource }) => resource);
  await clearLeftovers(resources, ports);
  if (plan.changes.length > 0) {
    await applyChanges(request, plan, "steadyplane apply", ports, signal);
  }
}

export interface Trial {
  readonly request: ApplyRequest;
  readonly fault: Fault;
  /** What is done after a kill. */
  readonly after: Command;
  readonly isRebooted: boolean;
  /** For how long nobody does anything after a kill, milliseconds. */
  readonly idleMs: number;
}

/** Longer than any client waits; what a reboot takes comes on top. */
const LONGEST_OUTAGE_MS = 60_000;
/** TCP's own patience, and what every hold is bounded by. */
const LONGEST_HOLD_MS = 10_000;

/** What is wrong with a change that a fault befell: nothing. Undefined where the change ended before the fault came. */
export async function tryOut({
  request,
  fault,
  after,
  isRebooted,
  idleMs,
}: Trial): Promise<readonly string[] | undefined> {
  const node = await initialisedNode();
  try {
    const run = new SimulatedRun(node, fault);
    const outcome = await command(node, request, "apply", run);
    if (run.operations.length < fault.at) {
      return undefined;
    }
    if (outcome !== "killed") {
      const problems = noticed(node);
      // What could not be taken away is left to the next command.
      if ((await soundJournal(node.files)) !== undefined) {
        await command(node, request, "resume");
      }
      return [...problems, ...(await settled(node, request, "error" in outcome ? outcome.error : undefined))];
    }
    if (isRebooted) {
      node.reboot();
    }
    await node.pass(idleMs);
    const problems = idleMs < LONGEST_OUTAGE_MS ? [] : alone(node);
    const recovered = await command(node, request, after);
    const error = recovered !== "killed" && "error" in recovered ? recovered.error : undefined;
    return [
      ...problems,
      ...(error === undefined ? [] : [`${after} failed: ${String(error)}`]),
      ...(await settled(node, request, error, after === "abort")),
    ];
  } finally {
    node.end();
  }
}

/** What a client notices of a change in which no process was killed. */
export function noticed(node: SimulatedNode): readonly string[] {
  const outages = node.outages
    .all()
    .filter(({ kind, from, until }) => kind !== "held" || until - from > LONGEST_HOLD_MS)
    .map(({ kind, from, until }) => `the API was ${kind} for ${until - from} ms`);
  return [
    ...outages,
    ...(node.outages.timesEmpty > 0 ? ["the endpoints were empty"] : []),
    ...node.servers.violations,
    ...node.kubelet.tooEarly.map((name) => `the mirror Pod of ${name} was deleted too early`),
  ];
}

/** What is wrong with a node on which nothing of ours runs any more. */
function alone(node: SimulatedNode): readonly string[] {
  const long = node.outages.all().filter(({ from, until }) => until - from > LONGEST_OUTAGE_MS);
  return [
    ...(node.servers.api() === "answers" ? [] : [`by itself the API is ${node.servers.api()}`]),
    ...long.map(({ kind, from, until }) => `by itself the API was ${kind} for ${until - from} ms`),
    ...node.servers.violations,
  ];
}

/** It is the old node or the new one, and nothing is left. */
async function settled(
  node: SimulatedNode,
  request: ApplyRequest,
  error: unknown,
  isAborted = false,
): Promise<readonly string[]> {
  await node.pass(20_000);
  const ports = new SimulatedRun(node).ports();
  const plans = await Promise.all([BEFORE, request].map(async (one) => planApply(one, ports)));
  const open = plans.map(({ changes }) => changes.map(({ target }) => target).join());
  // A certificate with one name more is good enough for the old configuration, so it may be both.
  const [isOld, isNew] = open.map((targets) => targets === "");
  const said = String(error);
  return [
    ...(isOld === true || isNew === true ? [] : [`the node is neither: ${open.join(" | ")} (${said})`]),
    ...(isOld === false && error !== undefined ? [`it is done, and said: ${said}`] : []),
    ...(isNew === false && error === undefined && !isAborted ? ["nothing failed, and it is not done"] : []),
    ...stateOf(node),
    ...leftoversOf(node),
  ];
}
