import type { FileSystem } from "../../ports/file-system.ts";
import type { ChangeMaker } from "./change-maker.ts";
import { forget, place, placeBack } from "./swaps.ts";

/** Files that no process has to be told about: the administrators' kubeconfigs. `whenPlaced` makes them count, where something must. */
export function filesChange(files: FileSystem, whenPlaced: () => Promise<void> = async () => undefined): ChangeMaker {
  const lead = async (inputs: Parameters<ChangeMaker["make"]>[0]["inputs"], isForward: boolean): Promise<void> => {
    for (const swap of isForward ? inputs : inputs.toReversed()) {
      await (isForward ? place(swap, files) : placeBack(swap, files));
    }
    await whenPlaced();
  };
  return {
    make: async ({ inputs }, direction, note) => {
      await note("replacing");
      await lead(inputs, direction === "forward");
    },
    undo: async ({ inputs }, direction) => lead(inputs, direction !== "forward"),
    forget: async ({ inputs }) => {
      for (const swap of inputs) {
        await forget(swap, files);
      }
    },
  };
}
