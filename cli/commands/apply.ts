import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { CONFIGURATION_FILE } from "../../src/apply/init/write-marker.ts";
import { applyChanges, type ApplyReport } from "../../src/apply/transaction/apply-changes.ts";
import type { ApplyRequest } from "../../src/apply/transaction/apply-request.ts";
import { endLeftovers } from "../../src/apply/transaction/end-leftovers.ts";
import { type ApplyPlan, planApply } from "../../src/apply/transaction/plan-apply.ts";
import { savedPlanOf } from "../../src/apply/transaction/saved-plan-of.ts";
import { absolute } from "../../src/domain/absolute-path.ts";
import { notAPlan, stalePlan } from "../../src/errors/plan.ts";
import { declined, needsYes, notRoot } from "../../src/errors/usage.ts";
import { soundJournal } from "../../src/observed/read-journal.ts";
import { parseSavedPlan } from "../../src/plan/parse-saved-plan.ts";
import type { SavedPlan } from "../../src/plan/saved-plan.ts";
import { staleSubjects } from "../../src/plan/stale-subjects.ts";
import { applyPorts } from "../apply-ports.ts";
import { compose, type HostPorts } from "../compose.ts";
import type { CommandContext, OutputFormat } from "../context.ts";
import { locked } from "../locked.ts";
import { reportAsJson, describeReport } from "../output/describe-report.ts";
import { describeChange } from "../output/describe-change.ts";
import { type ChangeOptions, type PreparedApply, prepareApply } from "../prepare-apply.ts";
import { changeRows } from "../progress/change-rows.ts";
import { recorded } from "../recorded.ts";
import { recover, type RecoverOptions, setAside } from "../recover.ts";
import { throwIfRefused } from "./plan.ts";

export interface ApplyOptions extends ChangeOptions, RecoverOptions {
  readonly yes?: boolean;
  readonly discardJournal?: boolean;
}

/** Changes this node to what its configuration says, as one transaction. `file` is a saved plan. */
export async function apply(context: CommandContext, file: string | undefined, options: ApplyOptions): Promise<void> {
  if (!context.isRoot) {
    throw notRoot("apply");
  }
  const ports = compose(context);
  const work = async (watched: CommandContext, watchedPorts: HostPorts): Promise<void> =>
    applyLocked(watched, file, options, watchedPorts);
  await locked(context, ports, async () => recorded(context, ports, work));
}

async function applyLocked(
  context: CommandContext,
  file: string | undefined,
  options: ApplyOptions,
  ports: HostPorts,
): Promise<void> {
  if (options.discardJournal === true) {
    return setAside(context, ports);
  }
  const journal = await soundJournal(ports.files);
  if (journal !== undefined || options.resume === true || options.abort === true) {
    const isOver = await recover(context, journal, options, ports);
    if (isOver) {
      return;
    }
  }
  const saved = file === undefined ? undefined : await readPlan(file, ports);
  const prepared = await prepareApply(context, optionsOf(options, saved), ports, await sourceOf(saved, ports));
  const left = await endLeftovers(prepared.request, applyPorts(ports, prepared.request, SILENT), context.signal);
  if (left.length > 0) {
    context.say("Cleared what an interrupted handoff had left behind.");
  }
  await applyPrepared(context, prepared, options, ports, (request, plan) => requireFresh(file, saved, request, plan));
}

const SILENT = { notify: () => undefined };

/** What follows once the configuration is known: plan, question, transaction, report. `check` may refuse the plan. */
export async function applyPrepared(
  context: CommandContext,
  { request, configuration }: PreparedApply,
  options: Pick<ApplyOptions, "yes" | "output">,
  ports: HostPorts,
  check: (request: ApplyRequest, plan: ApplyPlan) => void = () => undefined,
): Promise<void> {
  const plan = await planApply(request, applyPorts(ports, request, SILENT));
  throwIfRefused(plan);
  check(request, plan);
  const resources = plan.desired.map(({ resource }) => resource);
  await (await import("../../src/apply/transaction/clear-leftovers.ts")).clearLeftovers(resources, ports);
  const described = { node: request.node.name, configuration, changes: plan.changes, findings: plan.findings };
  if (plan.changes.length === 0) {
    context.print(options.output === "json" ? reportAsJson(request.node.name, undefined) : describeChange(described));
    return;
  }
  if (options.output === "text") {
    context.say(describeChange(described));
  }
  await confirm(context, options);
  const report = await carryOut(context, request, plan, options.output, ports);
  context.print(
    options.output === "json" ? reportAsJson(request.node.name, report) : describeReport(request.node.name, report),
  );
}

async function carryOut(
  context: CommandContext,
  request: ApplyRequest,
  plan: ApplyPlan,
  output: OutputFormat,
  ports: HostPorts,
): Promise<ApplyReport> {
  const progress = await context.progress(changeRows(plan.changes), output);
  try {
    const all = applyPorts(ports, request, progress);
    return await applyChanges(request, plan, context.commandLine, all, context.signal);
  } finally {
    await progress.close();
  }
}

async function confirm(context: CommandContext, { yes }: Pick<ApplyOptions, "yes">): Promise<void> {
  if (yes === true) {
    return;
  }
  if (context.ask === undefined) {
    throw needsYes("apply");
  }
  if (!(await context.ask("Go on?"))) {
    throw declined();
  }
}

async function readPlan(file: string, { files }: HostPorts): Promise<SavedPlan> {
  const text = await files.readText(absolute(resolve(file)));
  if (text.kind !== "present") {
    throw notAPlan(file, text.kind === "absent" ? "there is no such file" : text.reason);
  }
  const read = parseSavedPlan(text.value);
  if (read.kind === "not-a-plan") {
    throw notAPlan(file, read.reason);
  }
  return read.plan;
}

/** A saved plan carries its strategy; a configuration beside it would be another one. */
function optionsOf(options: ApplyOptions, saved: SavedPlan | undefined): ChangeOptions {
  if (saved === undefined) {
    return options;
  }
  const { overwriteDrift = false } = options;
  return saved.isStrategyAsked ? { strategy: saved.strategy, overwriteDrift } : { overwriteDrift };
}

async function sourceOf(saved: SavedPlan | undefined, { files }: HostPorts) {
  if (saved === undefined) {
    return undefined;
  }
  const stored = await files.readText(CONFIGURATION_FILE);
  const isStored =
    stored.kind === "present" && createHash("sha256").update(stored.value).digest("hex") === saved.configuration.sha256;
  // What a plan keeps has no tokens and no keys, which nothing here needs.
  return isStored ? undefined : { file: "the plan's configuration", text: saved.configuration.text };
}

function requireFresh(
  file: string | undefined,
  saved: SavedPlan | undefined,
  request: ApplyRequest,
  plan: ApplyPlan,
): void {
  const stale = saved === undefined ? [] : staleSubjects(saved, savedPlanOf(request, plan));
  if (file !== undefined && stale.length > 0) {
    throw stalePlan(file, stale);
  }
}
