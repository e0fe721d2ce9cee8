import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { Journal, JournalledChange } from "../../domain/journal.ts";
import type { DesiredResource } from "../../domain/resource.ts";
import type { Revision } from "../../domain/revision.ts";
import type { Specs } from "../../domain/specs.ts";
import type { Clock } from "../../ports/clock.ts";
import { ToolError } from "../../errors/tool-error.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { Reporter } from "../../ports/reporter.ts";
import type { ChangeMaker } from "./change-maker.ts";
import { commitRevision } from "./commit-revision.ts";
import { committedAs } from "./committed-as.ts";
import type { JournalKeeper } from "./journal-keeper.ts";
import { removeJournal } from "./journal-store.ts";
import { forget, place, placeBack } from "./swaps.ts";
import { syncNames } from "./sync-names.ts";

export interface CommitParts {
  readonly keeper: JournalKeeper;
  readonly makerOf: (change: JournalledChange) => ChangeMaker;
  readonly specs: Specs;
  readonly configurationText: string;
  readonly resources: readonly DesiredResource[];
  readonly files: FileSystem;
  readonly clock: Clock;
  readonly reporter: Reporter;
}

/** From here on the new configuration is the one that holds. Safe to repeat after a crash: it is committed once. */
export async function commitTransaction(parts: CommitParts): Promise<Revision> {
  const revision = await commit(parts);
  await tidyUp(parts);
  return revision;
}

/** {@link endTransaction} where all that counts is done: what cannot be taken away now is left to the next command. */
export async function tidyUp(parts: CommitParts): Promise<void> {
  try {
    await endTransaction(parts);
  } catch (error) {
    const reason = error instanceof ToolError ? error.explanation.what : String(error);
    const text = `traces of the change could not be removed, which the next command does: ${reason}`;
    parts.reporter.notify({ kind: "warning", text });
  }
}

/** {@link commitTransaction} before its traces are taken away. Where it rejects, nothing was committed. */
export async function commit(parts: CommitParts): Promise<Revision> {
  const { keeper, specs, configurationText, resources, files, clock } = parts;
  const { transactionId, command, changes, configuration } = keeper.journal;
  const { kubernetesVersion, profile } = specs.cluster;
  if (configuration !== undefined) {
    await place(configuration, files);
  }
  const request = {
    ...{ transactionId, command, kubernetesVersion, profile, configurationText, resources },
    committedAt: clock.now(),
    changes: changes.map(({ target, because }) => ({ target, because })),
  };
  try {
    return await commitRevision(request, files);
  } catch (error) {
    // Its rename may have been made, and what follows it failed.
    const committed = await committedAs(transactionId, files);
    if (committed === undefined) {
      throw error;
    }
    return committed;
  }
}

/**
 * Takes away what was needed until now, the journal last. What was undone gets the configuration back that it had. Safe
 * to repeat.
 */
export async function endTransaction({
  keeper,
  makerOf,
  files,
}: Pick<CommitParts, "keeper" | "makerOf" | "files">): Promise<void> {
  const { changes, configuration, direction } = keeper.journal;
  for (const change of changes) {
    await makerOf(change).forget(change);
  }
  if (configuration !== undefined) {
    if (direction === "backward") {
      await placeBack(configuration, files);
    }
    await forget(configuration, files);
  }
  // Without the journal nobody knows what is left of it.
  await syncNames(namesOf(keeper.journal), files);
  await removeJournal(files);
}

function namesOf({ changes, configuration }: Journal): readonly AbsolutePath[] {
  const swaps = [...changes.flatMap(({ inputs, manifest }) => [...inputs, manifest]), configuration];
  return swaps.flatMap((swap) => (swap === undefined ? [] : [swap.target]));
}
