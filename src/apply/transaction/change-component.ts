import type { Journal, JournalledChange } from "../../domain/journal.ts";
import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { Canonical, Handoff } from "../handoff/handoff.ts";
import { canonicalOf } from "./canonical-of.ts";
import type { ChangeMaker } from "./change-maker.ts";
import { forget, keepBefore } from "./swaps.ts";

export interface ComponentChangeParts {
  readonly files: FileSystem;
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
  const { files, handoff, manifestPath, prepareSecond, forgetSecond } = parts;
  const canonical = async (change: JournalledChange, direction: Journal["direction"]): Promise<Canonical> =>
    canonicalOf({ ...change, manifestPath }, direction, files);
  return {
    make: async (change, direction, note) => {
      const goal = await canonical(change, direction);
      // What was replaced before a crash only has to be proven and tidied up.
      if (change.progress !== "replacing" || !(await isInPlace(goal, manifestPath, files))) {
        await note("begun");
        await handoff.end();
        await prepareSecond(goal.text, direction);
        await handoff.begin();
        if (change.manifest !== undefined) {
          await keepBefore(change.manifest, files);
        }
        await note("replacing");
      }
      await handoff.replace(goal);
      await handoff.end();
    },
    undo: async (change, direction) => {
      await handoff.replace(await canonical(change, direction === "forward" ? "backward" : "forward"));
      await handoff.end();
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
