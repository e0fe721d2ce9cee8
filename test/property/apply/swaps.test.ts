import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beforeOf, forget, isPlaced, place, placeBack } from "../../../src/apply/transaction/swaps.ts";
import { draftOf } from "../../../src/apply/write-file.ts";
import { absolute } from "../../../src/domain/absolute-path.ts";
import type { Swap } from "../../../src/domain/swap.ts";
import { InMemoryFileSystem } from "../../support/in-memory-file-system.ts";

const ID = "tx0123456789ab";
const TARGET = absolute("/etc/a");
const STAGED = draftOf(TARGET, ID);

const CASES = {
  "a file": (files: InMemoryFileSystem) => files.put(TARGET, "old").put(STAGED, "new"),
  "a file that was not there": (files: InMemoryFileSystem) => files.putDirectory("/etc").put(STAGED, "new"),
  "a link": (files: InMemoryFileSystem) => files.putLink(TARGET, "old").putLink(STAGED, "new"),
  "another mode": (files: InMemoryFileSystem) => files.put(TARGET, "same", 0o644).put(STAGED, "same", 0o600),
  "the same content": (files: InMemoryFileSystem) => files.put(TARGET, "same").put(STAGED, "same"),
};

function swapOf(files: InMemoryFileSystem): Swap {
  const isThere = files.snapshot()[TARGET] !== undefined;
  return { target: TARGET, staged: STAGED, before: isThere ? beforeOf(TARGET, ID) : undefined };
}

describe.each(Object.entries(CASES))("%s", (name, prepare) => {
  it("is in place or back after any number of kills, as soon as one run comes to its end", async () => {
    const runs = fc.array(fc.tuple(fc.constantFrom(place, placeBack), fc.integer({ min: 1, max: 4 })), {
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(runs, fc.constantFrom(place, placeBack), async (killed, last) => {
        const files = prepare(new InMemoryFileSystem());
        const swap = swapOf(files);
        const { [TARGET]: old, [STAGED]: fresh } = files.snapshot();
        for (const [direction, n] of killed) {
          files.crashAt(n);
          await direction(swap, files).catch(() => undefined);
          files.revive();
          expect([old, fresh]).toContainEqual(files.snapshot()[TARGET]);
        }
        await last(swap, files);
        expect(files.snapshot()[TARGET]).toEqual(last === place ? fresh : old);
        // Of two that are the same nobody can tell, nor needs to.
        const isSame = name === "the same content";
        expect(isSame || (await isPlaced(swap, files))).toBe(isSame || last === place);
        await forget(swap, files);
        expect(files.files().filter((path) => path.endsWith(ID))).toEqual([]);
        expect(files.snapshot()[TARGET]).toEqual(last === place ? fresh : old);
      }),
    );
  });
});

describe("what somebody else did meanwhile", () => {
  it("is not overwritten where nothing was", async () => {
    const files = new InMemoryFileSystem().put(STAGED, "new");
    const swap = swapOf(files);
    files.put(TARGET, "theirs");
    await expect(place(swap, files)).rejects.toMatchObject({ code: "TargetAppeared" });
    await placeBack(swap, files);
    expect(files.text(TARGET)).toBe("theirs");
  });
  it("does not keep the old file from coming back", async () => {
    const files = new InMemoryFileSystem().put(TARGET, "old").put(STAGED, "new");
    const swap = swapOf(files);
    await place(swap, files);
    files.take(TARGET);
    await placeBack(swap, files);
    expect(files.text(TARGET)).toBe("old");
  });
  it("and cannot be seen, stops everything", async () => {
    const files = new InMemoryFileSystem().put(TARGET, "old").put(STAGED, "new");
    const swap = swapOf(files);
    files.makeUnreadable(STAGED, "EIO");
    await expect(place(swap, files)).rejects.toMatchObject({ code: "CouldNotRead" });
    expect(files.operations).toEqual([]);
  });
});
