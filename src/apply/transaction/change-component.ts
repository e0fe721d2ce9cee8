import type { Journal, JournalledChange } from "../../domain/journal.ts";
import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { Clock } from "../../ports/clock.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { Canonical, Handoff } from "../handoff/handoff.ts";
import { insist } from "../insist.ts";
import { canonicalOf } from "./canonical-of.ts";
import type { ChangeMaker } from "./change-maker.ts";
import { forget, keepBefore } from "./swaps.ts";

const END_LIMIT_MS = 5_000;

export interface ComponentChangeParts {
  readonly files: FileSystem;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly handoff: Handoff;
  /** Where the kubelet reads the component's manifest. */
  readonly manifestPath: AbsolutePath;
  /** Makes the second instance's manifest ready, with the inputs that go with it. */
  readonly prepareSecond: (text: string, direction: Journal["direction"]) => Promise<void>;
  /** Removes what `prepareSecond` made. */
  readonly forgetSecond: () => Promise<void>;
}

/** A component's manifest and the files that it mounts, changed by a handoff. */
export function componentChange(parts: ComponentChangeParts): ChangeMaker {
  const { files, clock, signal, handoff, manifestPath, prepareSecond, forgetSecond } = parts;
  const canonical = async (change: JournalledChange, direction: Journal["direction"]): Promise<Canonical> =>
    canonicalOf({ ...change, manifestPath }, direction, files);
  // Tidying up is repeated for a while; what is proven waits for it at no cost.
  const end = async (): Promise<void> =>
    insist(
      async () => handoff.end(),
      () => !signal.aborted,
      END_LIMIT_MS,
      clock,
    );
  return {
    make: async (change, direction, note) => {
      const goal = await canonical(change, direction);
      // What was replaced before a crash only has to be proven and tidied up.
      const isReplaced = change.progress === "replacing" || change.progress === "ending";
      if (!isReplaced || !(await isInPlace(goal, manifestPath, files))) {
        await end();
        await prepareSecond(goal.text, direction);
        // From here on there is something to take back, and what that needs is there.
        await note("begun");
        await handoff.begin();
        if (change.manifest !== undefined) {
          await keepBefore(change.manifest, files);
        }
        await note("replacing");
      }
      await handoff.replace(goal);
      // What fails from here on is no reason to go back without a second instance: the new one is proven.
      await note("ending");
      await end();
    },
    undo: async (change, direction) => {
      await handoff.replace(await canonical(change, direction === "forward" ? "backward" : "forward"));
      await end();
    },
    forget: async ({ manifest, inputs }) => {
      await forgetSecond();
      for (const swap of [...inputs, ...(manifest === undefined ? [] : [manifest])]) {
        await forget(swap, files);
      }
    },
  };
}

async function isInPlace(goal: Canonical, path: AbsolutePath, files: FileSystem): Promise<boolean> {
  const current = await files.readText(path);
  return current.kind === "present" && current.value === goal.text && (await goal.areInputsPlaced());
}
