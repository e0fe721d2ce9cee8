import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { Journal, JournalledChange } from "../../domain/journal.ts";
import type { DesiredResource } from "../../domain/resource.ts";
import type { Revision } from "../../domain/revision.ts";
import type { Specs } from "../../domain/specs.ts";
import type { Clock } from "../../ports/clock.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { ChangeMaker } from "./change-maker.ts";
import { commitRevision } from "./commit-revision.ts";
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
}

/** From here on the new configuration is the one that holds. Safe to repeat after a crash: it is committed once. */
export async function commitTransaction(parts: CommitParts): Promise<Revision> {
  const { keeper, specs, configurationText, resources, files, clock } = parts;
  const { transactionId, command, changes, configuration } = keeper.journal;
  const { kubernetesVersion, profile } = specs.cluster;
  if (configuration !== undefined) {
    await place(configuration, files);
  }
  const revision = await commitRevision(
    {
      ...{ transactionId, command, kubernetesVersion, profile, configurationText, resources },
      committedAt: clock.now(),
      changes: changes.map(({ target, because }) => ({ target, because })),
    },
    files,
  );
  await endTransaction(parts);
  return revision;
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
