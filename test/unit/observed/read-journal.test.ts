import { describe, expect, test } from "vitest";
import { removeJournal, setJournalAside, writeJournal } from "../../../src/apply/transaction/journal-store.ts";
import { beforeOf } from "../../../src/apply/transaction/swaps.ts";
import { draftOf } from "../../../src/apply/write-file.ts";
import { absolute } from "../../../src/domain/absolute-path.ts";
import { JOURNAL, JOURNAL_FORMAT, readJournal, soundJournal } from "../../../src/observed/read-journal.ts";
import { seal } from "../../../src/observed/sealed-json.ts";
import { journalOf, TRANSACTION } from "../../support/changing-node.ts";
import { InMemoryFileSystem } from "../../support/in-memory-file-system.ts";

const target = absolute("/etc/kubernetes/manifests/etcd.yaml");
const swap = { target, staged: draftOf(target, TRANSACTION), before: beforeOf(target, TRANSACTION) };
const journal = journalOf([swap, { ...swap, before: undefined }]);

async function written(): Promise<{ files: InMemoryFileSystem; text: string }> {
  const files = new InMemoryFileSystem();
  await writeJournal(journal, files);
  return { files, text: files.text(JOURNAL) ?? "" };
}
async function readOf(text: string) {
  return readJournal(new InMemoryFileSystem().put(JOURNAL, text));
}

describe("a journal", () => {
  test("is read as it was written, by root alone", async () => {
    const { files } = await written();
    expect(await readJournal(files)).toEqual({ kind: "present", journal });
    expect(files.snapshot()[JOURNAL]).toMatchObject({ mode: 0o600, owner: "root:root" });
    expect(files.snapshot()["/var/lib/steadyplane"]).toMatchObject({ mode: 0o700 });
  });
  test("is written again where a killed run left its draft, and where the directory was open to others", async () => {
    const files = new InMemoryFileSystem().put(draftOf(JOURNAL, TRANSACTION), "half").put("/var/lib/steadyplane/x", "");
    await writeJournal(journal, files);
    expect(await soundJournal(files)).toEqual(journal);
    expect(files.snapshot()["/var/lib/steadyplane"]).toMatchObject({ mode: 0o700 });
  });
  test("is gone when its transaction is over", async () => {
    const { files } = await written();
    await removeJournal(files);
    expect(await soundJournal(files)).toBeUndefined();
  });
});

describe("one that cannot be relied on", () => {
  test("is known by any byte of it that differs", async () => {
    const { text } = await written();
    const bytes = Buffer.from(text);
    for (let index = 0; index < bytes.length; index += 1) {
      for (const bit of [0x01, 0x02, 0x20]) {
        const flipped = Buffer.from(bytes);
        flipped.writeUInt8(flipped.readUInt8(index) ^ bit, index);
        expect((await readOf(flipped.toString())).kind, `byte ${index} of ${text}`).toBe("corrupt");
      }
    }
  });
  test("is known by any part of it that is missing, or anything after it", async () => {
    const { text } = await written();
    for (let length = 0; length < text.length; length += 1) {
      expect((await readOf(text.slice(0, length))).kind, `${length} characters`).toBe("corrupt");
    }
    expect(await readOf(`${text} `)).toMatchObject({ kind: "corrupt" });
  });
  test.each([
    ["of a later version", '{ "format": "steadyplane-journal", "version": 2 }', "version 2"],
    ["of another program", '{ "steps": [] }', "format steadyplane-journal"],
    ["of another shape", seal(JOURNAL_FORMAT, { ...journal, changes: [{ target: "everything" }] }), "changes.0.target"],
    [
      "whose paths lead nowhere",
      seal(JOURNAL_FORMAT, journalOf([{ ...swap, target: "x" as never }])),
      "inputs.0.target",
    ],
  ])("%s says so", async (_what, text, problem) => {
    expect(await readOf(text)).toEqual({ kind: "corrupt", problem: expect.stringContaining(problem) });
    await expect(soundJournal(new InMemoryFileSystem().put(JOURNAL, text))).rejects.toMatchObject({
      code: "JournalCorrupt",
    });
  });
  test("is set aside, not deleted", async () => {
    const files = new InMemoryFileSystem().put(JOURNAL, "half");
    const aside = await setJournalAside(files, TRANSACTION);
    expect(files.text(aside ?? "/")).toBe("half");
    expect(await readJournal(files)).toEqual({ kind: "absent" });
    expect(await setJournalAside(files, TRANSACTION)).toBeUndefined();
  });
  test("or cannot be read at all, is not taken for absent", async () => {
    const { files } = await written();
    files.makeUnreadable(JOURNAL, "EIO");
    expect(await readJournal(files)).toEqual({ kind: "unreadable", reason: "EIO" });
    await expect(soundJournal(files)).rejects.toMatchObject({ code: "CouldNotRead" });
  });
});
