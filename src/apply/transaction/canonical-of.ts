import { couldNotRead } from "../../errors/apply.ts";
import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { Journal, JournalledChange } from "../../domain/journal.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { Canonical } from "../handoff/handoff.ts";
import { isPlaced, place, placeBack } from "./swaps.ts";

/** What a component's change leads to, forward or back: its manifest, with the inputs that go with it. Rejects with CouldNotRead. */
export async function canonicalOf(
  { manifest, inputs, manifestPath }: Pick<JournalledChange, "manifest" | "inputs"> & { manifestPath: AbsolutePath },
  direction: Journal["direction"],
  files: FileSystem,
): Promise<Canonical> {
  const placed = async (): Promise<readonly boolean[]> =>
    Promise.all(inputs.map(async (swap) => isPlaced(swap, files)));
  const isForward = direction === "forward";
  return {
    text: await textOf(manifest, manifestPath, isForward, files),
    areInputsPlaced: async () => (await placed()).every((is) => is === isForward),
    isProven: !isForward,
    placeInputs: async () => {
      for (const swap of isForward ? inputs : inputs.toReversed()) {
        await (isForward ? place(swap, files) : placeBack(swap, files));
      }
    },
  };
}

async function textOf(
  manifest: JournalledChange["manifest"],
  path: AbsolutePath,
  isForward: boolean,
  files: FileSystem,
): Promise<string> {
  // Until it is replaced for the first time the old manifest is where it always was.
  const candidates = manifest === undefined ? [path] : isForward ? [manifest.staged] : [manifest.before, path];
  for (const candidate of candidates) {
    const read = candidate === undefined ? undefined : await files.readText(candidate);
    if (read?.kind === "present") {
      return read.value;
    }
    if (read?.kind === "unreadable") {
      throw couldNotRead(candidate ?? path, read.reason);
    }
  }
  throw couldNotRead(path, "ENOENT");
}
