import { beforeAll, describe, expect, it } from "vitest";
import { clearDrafts } from "../../../src/apply/init/clear-drafts.ts";
import { removeJournal } from "../../../src/apply/transaction/journal-store.ts";
import { forget, placeBack } from "../../../src/apply/transaction/swaps.ts";
import { isDraft } from "../../../src/apply/write-file.ts";
import { absolute, nameOf } from "../../../src/domain/absolute-path.ts";
import type { Swap } from "../../../src/domain/swap.ts";
import { JOURNAL, soundJournal } from "../../../src/observed/read-journal.ts";
import { carryOut, changingNode, finish, stage, wanting } from "../../support/changing-node.ts";
import type { InMemoryFileSystem } from "../../support/in-memory-file-system.ts";
import type { NodeInMemory } from "../../support/node-in-memory.ts";
import { COMMITTED, type Contents, contentsIn } from "../../support/survival.ts";
import { systemError } from "../../support/system-error.ts";

const OURS = "/var/lib/steadyplane/";

/** Without what a transaction keeps for itself. */
function liveOf(files: InMemoryFileSystem): Contents {
  const all = Object.entries(contentsIn(files));
  return Object.fromEntries(all.filter(([path]) => !path.startsWith(OURS) && !isDraft(nameOf(absolute(path)))));
}
/** Half a revision, which the next one clears, left out. */
function drafts(files: InMemoryFileSystem): readonly string[] {
  return Object.keys(files.snapshot()).filter((path) => !path.startsWith(OURS) && isDraft(nameOf(absolute(path))));
}

async function operationsOf(node: NodeInMemory, work: (node: NodeInMemory) => Promise<unknown>): Promise<number> {
  await work(node);
  return node.files.operations.length;
}

describe("while a change is prepared", () => {
  it("a kill leaves all that is live as it was, and drafts that the next run clears", async () => {
    const operations = await operationsOf(await changingNode(), stage);
    expect(operations).toBeGreaterThan(10);
    for (let n = 1; n <= operations; n += 1) {
      const node = await changingNode();
      const before = contentsIn(node.files);
      node.files.crashAt(n);
      await expect(stage(node)).rejects.toThrow();
      node.files.revive();
      expect(liveOf(node.files), `killed at operation ${n}`).toEqual(before);
      await clearDrafts(
        node.desired().map(({ resource }) => resource),
        node.files,
      );
      expect(drafts(node.files), `killed at operation ${n}`).toEqual([]);
    }
  });

  it("a full disk leaves the host as it was, to the last directory", async () => {
    const operations = await operationsOf(await changingNode(), stage);
    for (let n = 1; n <= operations; n += 1) {
      const node = await changingNode();
      const before = node.files.snapshot();
      node.files.failAt(n, systemError("ENOSPC", "write", "/"));
      await expect(stage(node)).rejects.toThrow(expect.objectContaining({ code: "WriteFailed" }));
      expect(node.files.snapshot(), `failed at operation ${n}`).toEqual(before);
    }
  });
});

describe("once a change is prepared", () => {
  let prepared: NodeInMemory;
  let swaps: readonly Swap[];
  let before: Contents;
  let after: Contents;
  let operations: number;

  beforeAll(async () => {
    prepared = await changingNode();
    before = contentsIn(prepared.files);
    swaps = await stage(prepared);
    const all = contentsIn(prepared.files);
    after = { ...before, ...Object.fromEntries(swaps.map(({ target, staged }) => [target, all[staged] ?? ""])) };
    operations = await operationsOf(wanting(prepared.files), async (node) => carryOut(node, swaps));
  });

  async function killedAt(n: number): Promise<NodeInMemory> {
    const node = wanting(prepared.files);
    node.files.crashAt(n);
    await expect(carryOut(node, swaps), `killed at operation ${n}`).rejects.toThrow();
    node.files.revive();
    return node;
  }

  /** What the next command does: from the journal, in the direction asked for where that can still be chosen. */
  async function recover(node: NodeInMemory, direction: "forward" | "backward"): Promise<void> {
    const { files } = node;
    const journal = await soundJournal(files);
    const [change] = journal?.changes ?? [];
    if (change === undefined) {
      return;
    }
    if (direction === "forward" || contentsIn(files)[COMMITTED] !== undefined) {
      return finish(node, change.inputs);
    }
    for (const swap of change.inputs.toReversed()) {
      await placeBack(swap, files);
    }
    for (const swap of change.inputs) {
      await forget(swap, files);
    }
    await removeJournal(files);
  }

  function expectEitherWhole({ files }: NodeInMemory, when: string): void {
    const now = contentsIn(files);
    for (const [path, text] of Object.entries(before)) {
      expect([text, after[path]], `${path} after ${when}`).toContain(now[path]);
    }
  }

  function expectOver(node: NodeInMemory, when: string, isJournalled: boolean): void {
    const isNew = contentsIn(node.files)[COMMITTED] !== undefined;
    expect(liveOf(node.files), `after ${when}`).toEqual(isNew ? after : before);
    // Killed before it was journalled, its drafts are those of a change that was only prepared.
    expect(isJournalled ? drafts(node.files) : [], `after ${when}`).toEqual([]);
    expect(node.files.text(JOURNAL), `after ${when}`).toBeUndefined();
  }

  it.each(["forward", "backward"] as const)(
    "a kill, and another in the middle of recovering %s, leaves each file the old or the new one, and in the end all of them",
    async (direction) => {
      expect(operations).toBeGreaterThan(40);
      expect(swaps.length).toBeGreaterThan(8);
      for (let n = 1; n <= operations; n += 1) {
        const first = await killedAt(n);
        expectEitherWhole(first, `a kill at operation ${n}`);
        const isJournalled = (await soundJournal(first.files)) !== undefined;
        await recover(first, direction);
        expectOver(first, `a kill at operation ${n}`, isJournalled);

        const second = await killedAt(n);
        const m = 1 + ((n * 5) % 17);
        second.files.crashAt(m);
        await recover(second, direction).catch(() => undefined);
        second.files.revive();
        expectEitherWhole(second, `kills at operation ${n} and ${m} after it`);
        await recover(second, direction);
        expectOver(second, `kills at operation ${n} and ${m} after it`, isJournalled);
      }
    },
  );

  it("a full disk at any operation can be undone", async () => {
    for (let n = 1; n <= operations; n += 1) {
      const node = wanting(prepared.files);
      node.files.failAt(n, systemError("ENOSPC", "write", "/"));
      await carryOut(node, swaps).catch(() => undefined);
      const isJournalled = (await soundJournal(node.files)) !== undefined;
      await recover(node, "backward");
      expectOver(node, `a full disk at operation ${n}`, isJournalled);
    }
  });
});
