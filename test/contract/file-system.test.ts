import { execFileSync } from "node:child_process";
import { createServer } from "node:net";
import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { NodeFileSystem } from "../../src/adapters/node-file-system.ts";
import { absolute, below } from "../../src/domain/absolute-path.ts";
import { InMemoryFileSystem } from "../support/in-memory-file-system.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { fileSystemContract } from "./file-system-contract.ts";

fileSystemContract("in memory", async () => ({
  files: new InMemoryFileSystem().putDirectory("/data"),
  directory: absolute("/data"),
}));

fileSystemContract("of this host", async () => ({ files: new NodeFileSystem(), directory: temporaryDirectory() }));

describe("NodeFileSystem alone", () => {
  const files = new NodeFileSystem();

  test("bytes that are not UTF-8 are unreadable, not replaced", async () => {
    const path = below(temporaryDirectory(), "a");
    writeFileSync(path, Buffer.from([0x61, 0xff, 0x62]));
    expect(await files.readText(path)).toEqual({ kind: "unreadable", reason: "EILSEQ" });
  });
  test("a byte order mark is kept", async () => {
    const path = below(temporaryDirectory(), "a");
    writeFileSync(path, "\uFEFFtext");
    expect(await files.readText(path)).toEqual({ kind: "present", value: "\uFEFFtext" });
  });
  test("a FIFO nobody writes to does not block", async () => {
    const path = below(temporaryDirectory(), "fifo");
    execFileSync("mkfifo", [path]);
    expect(await files.readText(path)).toEqual({ kind: "unreadable", reason: "EINVAL" });
    expect(await files.status(path)).toMatchObject({ value: { type: "other" } });
  });
  test("a socket is something else, and unreadable", async () => {
    const path = below(temporaryDirectory(), "socket");
    const server = createServer().listen(path);
    await new Promise((resolve) => server.once("listening", resolve));
    expect(await files.status(path)).toMatchObject({ value: { type: "other" } });
    expect(await files.readText(path)).toEqual({ kind: "unreadable", reason: "ENXIO" });
    server.close();
  });
  test("files of the kernel are read, although they have no size", async () => {
    const read = await files.readText(absolute("/proc/self/status"));
    expect(read).toMatchObject({ kind: "present", value: expect.stringContaining("Pid:") });
  });
});

describe("InMemoryFileSystem alone", () => {
  test("fails at the operation that the test asks for, once, without effect", async () => {
    const files = new InMemoryFileSystem().putDirectory("/data");
    files.failAt(2, new Error("disk full"));
    await files.writeNew(absolute("/data/a"), "", 0o600, "root:root");
    await expect(files.rename(absolute("/data/a"), absolute("/data/b"))).rejects.toThrow("disk full");
    expect(files.files()).toEqual(["/data/a"]);
    await files.rename(absolute("/data/a"), absolute("/data/b"));
    expect(files.files()).toEqual(["/data/b"]);
  });
  test("after a crash nothing more happens until it is revived", async () => {
    const files = new InMemoryFileSystem().putDirectory("/data").put("/data/a", "");
    files.crashAt(1);
    await expect(files.remove(absolute("/data/a"))).rejects.toThrow("killed");
    await expect(files.remove(absolute("/data/a"))).rejects.toThrow("killed");
    files.revive();
    await files.remove(absolute("/data/a"));
    expect(files.files()).toEqual([]);
  });
  test("what was made unreadable is not absent", async () => {
    const files = new InMemoryFileSystem().put("/data/a", "").makeUnreadable("/data/a");
    expect(await files.readText(absolute("/data/a"))).toEqual({ kind: "unreadable", reason: "EACCES" });
  });
});
