import { beforeEach, describe, expect, test } from "vitest";
import { StagedFiles } from "../../../../src/apply/transaction/staged-files.ts";
import { draftOf, writeFile } from "../../../../src/apply/write-file.ts";
import { absolute, below } from "../../../../src/domain/absolute-path.ts";
import { InMemoryFileSystem } from "../../../support/in-memory-file-system.ts";

const ID = "tx0123456789ab";
const PKI = absolute("/etc/pki");
const OWNER = "root:root";

let files: InMemoryFileSystem;
let staged: StagedFiles;

beforeEach(() => {
  files = new InMemoryFileSystem().put("/etc/pki/a.crt", "old").put("/etc/pki/b", "b", 0o644);
  staged = new StagedFiles(files, ID);
});

async function write(name: string, text: string): Promise<void> {
  await writeFile({ path: below(PKI, name), text, mode: 0o600, owner: OWNER }, staged, ID);
}

describe("what is written", () => {
  test("is read from here, and nowhere else", async () => {
    await write("a.crt", "new");
    await write("c", "added");
    expect(await staged.readText(below(PKI, "a.crt"))).toEqual({ kind: "present", value: "new" });
    expect(await staged.readTail(below(PKI, "a.crt"), 2)).toEqual({ kind: "present", value: "ew" });
    expect(await staged.status(below(PKI, "a.crt"))).toMatchObject({ value: { mode: 0o600 } });
    expect(await staged.list(PKI)).toEqual({ kind: "present", value: ["a.crt", "b", "c"] });
    expect(files.text("/etc/pki/a.crt")).toBe("old");
    expect(files.text("/etc/pki/c")).toBeUndefined();
  });
  test("a second time replaces the first", async () => {
    await write("a.crt", "new");
    await write("a.crt", "newer");
    expect(await staged.readText(below(PKI, "a.crt"))).toEqual({ kind: "present", value: "newer" });
    expect(await staged.swaps()).toHaveLength(1);
  });
  test("stands in the order of writing, a key before its certificate and next to it", async () => {
    for (const name of ["b.key", "a.key", "x.conf", "a.crt", "b.crt"]) {
      await write(name, name);
    }
    const swaps = await staged.swaps();
    expect(swaps.map(({ target }) => target.slice("/etc/pki/".length))).toEqual([
      "b.key",
      "b.crt",
      "a.key",
      "a.crt",
      "x.conf",
    ]);
    expect(swaps[3]?.before).toBe("/etc/pki/.before.a.crt.tx0123456789ab");
    expect(swaps[0]?.before).toBeUndefined();
  });
  test("a link leads to the file it will point to", async () => {
    const link = below(PKI, "current");
    await write("dated", "credential");
    await staged.makeLink(draftOf(link, ID), "/etc/pki/dated");
    await staged.rename(draftOf(link, ID), link);
    expect(await staged.readText(link)).toEqual({ kind: "present", value: "credential" });
    expect(await staged.readLink(link)).toEqual({ kind: "present", value: "/etc/pki/dated" });
  });
  test("another mode alone is a copy that has it", async () => {
    await staged.setStatus(below(PKI, "b"), 0o600, OWNER);
    expect(await staged.status(below(PKI, "b"))).toMatchObject({ value: { mode: 0o600 } });
    expect(await files.status(below(PKI, "b"))).toMatchObject({ value: { mode: 0o644 } });
    expect(files.text("/etc/pki/.b.tx0123456789ab")).toBe("b");
  });
});

test("what would change something live is refused", async () => {
  const live = below(PKI, "a.crt");
  const before = files.snapshot();
  await expect(staged.remove(live)).rejects.toThrow(/only prepared/u);
  await expect(staged.writeNew(below(PKI, "new"), "", 0o600, OWNER)).rejects.toThrow(/only prepared/u);
  await expect(staged.makeLink(below(PKI, "new"), "b")).rejects.toThrow(/only prepared/u);
  await expect(staged.rename(below(PKI, "b"), live)).rejects.toThrow(/only prepared/u);
  await expect(staged.link(live)).rejects.toThrow(/only prepared/u);
  expect(files.snapshot()).toEqual(before);
});

test("a directory in the place of a file is told while it is prepared", async () => {
  files.putDirectory("/etc/pki/d");
  await expect(write("d", "text")).rejects.toMatchObject({ code: "WriteFailed" });
  expect(await staged.swaps()).toEqual([]);
});

test("a file that cannot be read is not copied, and one that cannot be seen is not taken for absent", async () => {
  files.makeUnreadable("/etc/pki/b", "EIO");
  await expect(staged.setStatus(below(PKI, "b"), 0o600, OWNER)).rejects.toMatchObject({ code: "CouldNotRead" });
  await expect(write("b", "new")).rejects.toMatchObject({ code: "WriteFailed" });
});
