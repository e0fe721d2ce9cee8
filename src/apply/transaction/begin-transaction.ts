import { createHash } from "node:crypto";
import type { Journal, JournalledChange } from "../../domain/journal.ts";
import type { PlannedChange } from "../../domain/planned-change.ts";
import type { Step } from "../../domain/step.ts";
import type { Swap } from "../../domain/swap.ts";
import { couldNotRead } from "../../errors/apply.ts";
import { writesOf } from "../../plan/writes-of.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { CONFIGURATION_FILE, writeConfiguration } from "../init/write-marker.ts";
import type { StepPorts } from "../apply-step.ts";
import { writeSteps } from "../write-steps.ts";
import type { ApplyPlan } from "./plan-apply.ts";
import { StagedFiles } from "./staged-files.ts";

export interface TransactionStart {
  readonly transactionId: string;
  readonly command: string;
  readonly configurationText: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly signal: AbortSignal;
}

/**
 * Makes every file of a plan, complete and beside its target, and nothing live changes. Resolves to the journal of the
 * transaction, which is not written down yet. Where something fails, what was made is removed again.
 */
export async function beginTransaction(
  plan: Pick<ApplyPlan, "changes" | "desired" | "revision">,
  start: TransactionStart,
  ports: StepPorts,
): Promise<Journal> {
  const { transactionId, signal } = start;
  const staged = new StagedFiles(ports.files, transactionId);
  try {
    const steps = plan.changes.flatMap((change) => change.steps.map(({ step }) => step)).filter(isOfHost);
    await writeSteps(steps, plan, { ...ports, files: staged }, { transactionId, signal });
    await stageConfiguration(start, ports.files, staged);
    return await journalOf(plan, start, await staged.swaps(), ports.files);
  } catch (error) {
    await staged.discard();
    throw error;
  }
}

// The kubelet is restarted when its turn has come, and objects are no files.
function isOfHost({ resource }: Step): boolean {
  return resource.kind !== "service" && resource.kind !== "object";
}

async function stageConfiguration(
  { configurationText, transactionId }: TransactionStart,
  files: FileSystem,
  staged: StagedFiles,
): Promise<void> {
  const there = await files.readText(CONFIGURATION_FILE);
  if (there.kind === "unreadable") {
    throw couldNotRead(CONFIGURATION_FILE, there.reason);
  }
  if (there.kind === "absent" || there.value !== configurationText) {
    await writeConfiguration(configurationText, staged, transactionId);
  }
}

async function journalOf(
  { changes, revision }: Pick<ApplyPlan, "changes" | "revision">,
  { transactionId, command, startedAt }: TransactionStart,
  swaps: readonly Swap[],
  files: FileSystem,
): Promise<Journal> {
  const unclaimed = new Set(swaps.filter(({ target }) => target !== CONFIGURATION_FILE));
  const journalled: JournalledChange[] = [];
  for (const change of changes) {
    const own = [...unclaimed].filter((swap) => isOf(change, swap));
    own.forEach((swap) => unclaimed.delete(swap));
    journalled.push(await journalledChange(change, own, files));
  }
  return {
    version: 1,
    transactionId,
    command,
    startedAt: new Date(startedAt).toISOString(),
    fromRevision: revision.kind === "present" ? revision.value.revision.number : 0,
    direction: "forward",
    failure: "",
    changes: journalled,
    configuration: swaps.find(({ target }) => target === CONFIGURATION_FILE),
  };
}

/** Whether a change of this kind wrote the file; what the kubelet's credential is made of lies beside the link to it. */
function isOf({ target, steps }: PlannedChange, swap: Swap): boolean {
  const written = steps.flatMap(({ step }) => writesOf(step.resource));
  return written.includes(swap.target) || (target === "kubelet" && swap.target.startsWith("/var/lib/kubelet/"));
}

async function journalledChange(
  { target, strategy, steps, because }: PlannedChange,
  swaps: readonly Swap[],
  files: FileSystem,
): Promise<JournalledChange> {
  const path = steps.flatMap(({ step: { resource } }) => (resource.kind === "static-pod" ? [resource.path] : []))[0];
  const manifest = swaps.find((swap) => swap.target === path);
  return {
    target,
    strategy,
    progress: "pending",
    because,
    inputs: swaps.filter((swap) => swap !== manifest),
    manifest: manifest && {
      ...manifest,
      shaBefore: await digest(manifest.target, files),
      shaAfter: (await digest(manifest.staged, files)) ?? "",
    },
  };
}

async function digest(path: Swap["target"], files: FileSystem): Promise<string | undefined> {
  const text = await files.readText(path);
  if (text.kind === "unreadable") {
    throw couldNotRead(path, text.reason);
  }
  return text.kind === "present" ? createHash("sha256").update(text.value).digest("hex") : undefined;
}
