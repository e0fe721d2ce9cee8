import { resolve } from "node:path";
import { type ApplyPlan, planApply } from "../../src/apply/transaction/plan-apply.ts";
import { savedPlanOf } from "../../src/apply/transaction/saved-plan-of.ts";
import { transactionIdFrom, writeFile } from "../../src/apply/write-file.ts";
import { absolute } from "../../src/domain/absolute-path.ts";
import { changeRefused, wouldOverwrite } from "../../src/errors/plan.ts";
import { asUnprivileged } from "../../src/plan/as-unprivileged.ts";
import { refusedError } from "../../src/plan/fields/refused-error.ts";
import { parseSavedPlan } from "../../src/plan/parse-saved-plan.ts";
import { printSavedPlan, type SavedPlan } from "../../src/plan/saved-plan.ts";
import { compose, type HostPorts } from "../compose.ts";
import type { CommandContext, OutputFormat } from "../context.ts";
import { changeAsJson } from "../output/change-as-json.ts";
import { describeChange } from "../output/describe-change.ts";
import { planPorts } from "../plan-ports.ts";
import { type ChangeOptions, prepareApply } from "../prepare-apply.ts";

export interface PlanOptions extends ChangeOptions {
  readonly out?: string;
  readonly exitCode?: boolean;
  readonly output: OutputFormat;
}

const CHANGES_PENDING = 6;
const TRANSACTION_BYTES = 6;

/** Prints what `apply` would do and resolves to the exit status: 0, or with --exit-code 6 where something would change. */
export async function plan(context: CommandContext, options: PlanOptions): Promise<number> {
  const ports = compose(context);
  const { request, configuration } = await prepareApply(context, options, ports);
  const planned = await planApply(request, planPorts(ports, request.node));
  const findings = context.isRoot ? planned.findings : asUnprivileged(planned.findings);
  const described = { node: request.node.name, configuration, changes: planned.changes, findings };
  context.print(options.output === "json" ? changeAsJson(described) : describeChange(described));
  throwIfRefused({ refused: planned.refused, findings });
  if (options.out !== undefined) {
    await save(options.out, savedPlanOf(request, planned), ports);
    context.say(`Saved. To carry out exactly this: steadyplane apply ${options.out}`);
  }
  return options.exitCode === true && planned.changes.length > 0 ? CHANGES_PENDING : 0;
}

/** What stands in the way of a plan, as an error. */
export function throwIfRefused({ refused, findings }: Pick<ApplyPlan, "refused" | "findings">): void {
  const error = refusedError(refused) ?? changeRefused(findings);
  if (error !== undefined) {
    throw error;
  }
}

/** For whoever runs this alone to read; only another plan is ever overwritten. */
async function save(file: string, saved: SavedPlan, { filesBelow, entropy }: HostPorts): Promise<void> {
  const files = filesBelow(absolute("/"));
  const path = absolute(resolve(file));
  const there = await files.readText(path);
  if (there.kind === "unreadable" || (there.kind === "present" && parseSavedPlan(there.value).kind !== "plan")) {
    throw wouldOverwrite(file, "plan");
  }
  const transactionId = transactionIdFrom(entropy.hex(TRANSACTION_BYTES));
  await writeFile({ path, text: printSavedPlan(saved), mode: 0o600, owner: "root:root" }, files, transactionId);
}
