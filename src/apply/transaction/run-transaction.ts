import type { JournalledChange } from "../../domain/journal.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { applyStopped, changeUndone, undoFailed } from "../../errors/apply-transaction.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Reporter } from "../../ports/reporter.ts";
import { runStage } from "../run-stages.ts";
import type { ChangeMaker } from "./change-maker.ts";
import type { JournalKeeper } from "./journal-keeper.ts";

export interface TransactionParts {
  readonly keeper: JournalKeeper;
  readonly makerOf: (change: JournalledChange) => ChangeMaker;
  /** What has to hold once all changes are made, before they count. */
  readonly gate: () => Promise<void>;
  /** Whether a signal asked to stop. */
  readonly isStopped: () => boolean;
  readonly clock: Clock;
  readonly reporter: Reporter;
}

const TITLES: Readonly<Record<JournalledChange["target"], string>> = {
  kubelet: "Kubelet",
  etcd: "etcd",
  "kube-apiserver": "kube-apiserver",
  "kube-controller-manager": "kube-controller-manager",
  "kube-scheduler": "kube-scheduler",
  files: "Files",
  objects: "Objects in the API",
};

/**
 * Makes every change that is still to be made, then asks the gate; where something fails, walks all of it back. Rejects
 * with ChangeUndone where that succeeded, with UndoFailed where it did not. Killed anywhere, it can be called again.
 */
export async function runForward(parts: TransactionParts): Promise<void> {
  const { keeper } = parts;
  let target: string = keeper.journal.changes[0]?.target ?? "nothing";
  try {
    for (const { target: next } of keeper.journal.changes.filter(({ progress }) => progress !== "done")) {
      target = next;
      await runStage({ stage: next, title: TITLES[next], run: async () => makeForward(next, parts) }, parts);
    }
    target = "the control plane";
    await parts.gate();
  } catch (error) {
    await turnRound(parts, { target, error });
    await runBackward(parts, { target, error });
    throw parts.isStopped() ? applyStopped() : changeUndone(target, error);
  }
}

/** Rejects with UndoFailed where it cannot be written down, which each step back is. */
async function turnRound(
  { keeper }: TransactionParts,
  failed: { readonly target: string; readonly error: unknown },
): Promise<void> {
  const { target, error } = failed;
  try {
    await keeper.turnRound(error instanceof ToolError ? error.explanation.what : String(error));
  } catch (cause) {
    throw undoFailed(target, error, cause, remaining());
  }
}

async function makeForward(target: JournalledChange["target"], { keeper, makerOf }: TransactionParts): Promise<string> {
  const change = keeper.change(target);
  await makerOf(change).make(change, "forward", async (progress) => keeper.note(target, progress));
  await keeper.note(target, "done");
  return "changed and proven";
}

/** Walks back what was made, last first. Rejects with UndoFailed, and the journal says how far it came. */
export async function runBackward(
  parts: TransactionParts,
  failed: { readonly target: string; readonly error: unknown },
): Promise<void> {
  const { keeper, makerOf, reporter, clock } = parts;
  for (const { target, progress } of keeper.journal.changes.toReversed()) {
    if (progress === "pending" || progress === "undone") {
      continue;
    }
    const run = async (): Promise<string> => {
      const change = keeper.change(target);
      const maker = makerOf(change);
      if (progress === "undoing") {
        await maker.undo(change, "forward");
      } else {
        // It was complete, or was already on its way back when a crash came: the same way as forward.
        await maker.make(change, "backward", async (next) => keeper.note(target, next));
      }
      await keeper.note(target, "undone");
      return "as it was before";
    };
    try {
      await runStage({ stage: `undo-${target}`, title: `Take back ${TITLES[target]}`, run }, { reporter, clock });
    } catch (error) {
      throw undoFailed(failed.target, failed.error, error, remaining());
    }
  }
}

function remaining(): readonly string[] {
  return ["steadyplane status", "steadyplane apply --abort", "steadyplane apply --resume"];
}
