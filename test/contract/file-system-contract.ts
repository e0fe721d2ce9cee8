import { beforeEach, describe, expect, test } from "vitest";
import { below } from "../../src/domain/absolute-path.ts";
import type { AbsolutePath } from "../../src/domain/absolute-path.ts";
import type { FileSystem } from "../../src/ports/file-system.ts";

/** A file system and an empty directory in it. */
interface Ground {
  readonly files: FileSystem;
  readonly directory: AbsolutePath;
}

const OWNER = "root:root";

/** What every FileSystem promises. `prepare` gives a new empty directory for each test. */
export function fileSystemContract(name: string, prepare: () => Promise<Ground>): void {
  describe(`FileSystem: ${name}`, () => {
    let files: FileSystem;
    let at: (...parts: readonly string[]) => AbsolutePath;

    beforeEach(async () => {
      const ground = await prepare();
      files = ground.files;
      at = (...parts) => below(ground.directory, ...parts);
    });

    async function present<T>(read: Promise<{ kind: string; value?: T }>): Promise<T | undefined> {
      const result = await read;
      expect(result.kind).toBe("present");
      return result.value;
    }

    describe("reading", () => {
      test("what was written is read as it is", async () => {
        await files.writeNew(at("a"), "zwölf\n", 0o600, OWNER);
        expect(await files.readText(at("a"))).toEqual({ kind: "present", value: "zwölf\n" });
        expect(await files.status(at("a"))).toEqual({
          kind: "present",
          value: { type: "file", mode: 0o600, owner: OWNER, size: 7 },
        });
      });
      test("the tail of a file starts with a whole character", async () => {
        await files.writeNew(at("a"), "öbc\n", 0o600, OWNER);
        expect(await files.readTail(at("a"), 4)).toEqual({ kind: "present", value: "bc\n" });
        expect(await files.readTail(at("a"), 5)).toEqual({ kind: "present", value: "öbc\n" });
        expect(await files.readTail(at("a"), 900)).toEqual({ kind: "present", value: "öbc\n" });
        expect(await files.readTail(at("nothing"), 4)).toEqual({ kind: "absent" });
      });
      test("nothing is absent, and so is what would be below a file", async () => {
        await files.writeNew(at("a"), "", 0o600, OWNER);
        for (const path of [at("nothing"), at("nothing", "below"), at("a", "below")]) {
          expect(await files.status(path)).toEqual({ kind: "absent" });
          expect(await files.readText(path)).toEqual({ kind: "absent" });
          expect(await files.list(path)).toEqual({ kind: "absent" });
          expect(await files.readLink(path)).toEqual({ kind: "absent" });
        }
      });
      test("what is there as something else is unreadable, not absent", async () => {
        await files.writeNew(at("a"), "", 0o600, OWNER);
        expect(await files.readText(at())).toEqual({ kind: "unreadable", reason: "EISDIR" });
        expect(await files.list(at("a"))).toEqual({ kind: "unreadable", reason: "ENOTDIR" });
        expect(await files.readLink(at("a"))).toEqual({ kind: "unreadable", reason: "EINVAL" });
      });
      test("a link that points nowhere is there, but unreadable", async () => {
        await files.makeLink(at("link"), "nothing");
        expect(await files.readText(at("link"))).toEqual({ kind: "unreadable", reason: "ENOENT" });
        expect(await present(files.readLink(at("link")))).toBe("nothing");
      });
      test("links in a circle are unreadable", async () => {
        await files.makeLink(at("one"), "two");
        await files.makeLink(at("two"), "one");
        expect(await files.readText(at("one"))).toEqual({ kind: "unreadable", reason: "ELOOP" });
        expect(await files.readText(at("one", "below"))).toEqual({ kind: "unreadable", reason: "ELOOP" });
      });
      test("names are sorted, dotfiles included", async () => {
        for (const child of ["b", ".a", "c"]) {
          await files.writeNew(at(child), "", 0o600, OWNER);
        }
        expect(await files.list(at())).toEqual({ kind: "present", value: [".a", "b", "c"] });
      });
      test("links are followed by reading and listing, not by status", async () => {
        await files.makeDirectory(at("real"), 0o755, OWNER);
        await files.writeNew(at("real", "a"), "text", 0o600, OWNER);
        await files.makeLink(at("link"), "real");
        expect(await present(files.readText(at("link", "a")))).toBe("text");
        expect(await present(files.list(at("link")))).toEqual(["a"]);
        expect((await present(files.status(at("link"))))?.type).toBe("symlink");
      });
    });

    describe("writing", () => {
      test.each([0o600, 0o644, 0o777, 0o4755])("mode %o is not cut by an umask", async (mode) => {
        await files.writeNew(at("file"), "", mode, OWNER);
        await files.makeDirectory(at("directory"), mode, OWNER);
        expect((await present(files.status(at("file"))))?.mode).toBe(mode);
        expect((await present(files.status(at("directory"))))?.mode).toBe(mode);
      });
      test("owners may be numbers, and stay so without a name", async () => {
        await files.writeNew(at("a"), "", 0o600, "54321:54322");
        expect((await present(files.status(at("a"))))?.owner).toBe("54321:54322");
      });
      test("an unknown owner is refused and leaves nothing behind", async () => {
        await expect(files.writeNew(at("a"), "", 0o600, "no-such-name:root")).rejects.toThrow("no-such-name");
        await expect(files.makeDirectory(at("b"), 0o700, "root:no-such-name")).rejects.toThrow("no-such-name");
        expect(await present(files.list(at()))).toEqual([]);
      });
      test("what is there is never overwritten, not through a link either", async () => {
        await files.writeNew(at("a"), "first", 0o600, OWNER);
        await files.makeLink(at("link"), "elsewhere");
        for (const path of [at("a"), at("link")]) {
          await expect(files.writeNew(path, "second", 0o600, OWNER)).rejects.toMatchObject({ code: "EEXIST" });
          await expect(files.makeDirectory(path, 0o755, OWNER)).rejects.toMatchObject({ code: "EEXIST" });
          await expect(files.makeLink(path, "a")).rejects.toMatchObject({ code: "EEXIST" });
        }
        expect(await present(files.readText(at("a")))).toBe("first");
        expect(await present(files.list(at()))).toEqual(["a", "link"]);
      });
      test("a parent must exist", async () => {
        const path = at("nothing", "a");
        await expect(files.writeNew(path, "", 0o600, OWNER)).rejects.toMatchObject({ code: "ENOENT" });
        await expect(files.makeDirectory(path, 0o755, OWNER)).rejects.toMatchObject({ code: "ENOENT" });
      });
      test("status is set on what is there, never through a link", async () => {
        await files.writeNew(at("a"), "", 0o600, OWNER);
        await files.makeLink(at("link"), "a");
        await files.setStatus(at("a"), 0o640, "0:54321");
        expect(await present(files.status(at("a")))).toMatchObject({ mode: 0o640, owner: "root:54321" });
        await expect(files.setStatus(at("link"), 0o777, OWNER)).rejects.toMatchObject({ code: "ELOOP" });
        await expect(files.setStatus(at("nothing"), 0o777, OWNER)).rejects.toMatchObject({ code: "ENOENT" });
        expect(await present(files.status(at("a")))).toMatchObject({ mode: 0o640 });
      });
    });

    describe("renaming", () => {
      test("a file replaces another and keeps its own mode", async () => {
        await files.writeNew(at(".draft"), "new", 0o600, OWNER);
        await files.writeNew(at("a"), "old", 0o644, OWNER);
        await files.rename(at(".draft"), at("a"));
        expect(await present(files.readText(at("a")))).toBe("new");
        expect((await present(files.status(at("a"))))?.mode).toBe(0o600);
        expect(await present(files.list(at()))).toEqual(["a"]);
      });
      test("a directory takes along what is in it", async () => {
        await files.makeDirectory(at("one"), 0o755, OWNER);
        await files.writeNew(at("one", "a"), "text", 0o600, OWNER);
        await files.rename(at("one"), at("two"));
        expect(await present(files.readText(at("two", "a")))).toBe("text");
        expect(await files.status(at("one"))).toEqual({ kind: "absent" });
      });
      test("a link is renamed itself, and replaced itself", async () => {
        await files.makeLink(at("new"), "two");
        await files.makeLink(at("current"), "one");
        await files.rename(at("new"), at("current"));
        expect(await present(files.readLink(at("current")))).toBe("two");
      });
      test("a directory with something in it is not replaced, nor one kind by another", async () => {
        await files.makeDirectory(at("full"), 0o755, OWNER);
        await files.writeNew(at("full", "a"), "", 0o600, OWNER);
        await files.makeDirectory(at("empty"), 0o755, OWNER);
        await files.writeNew(at("file"), "", 0o600, OWNER);
        await expect(files.rename(at("empty"), at("full"))).rejects.toMatchObject({ code: "ENOTEMPTY" });
        await expect(files.rename(at("file"), at("empty"))).rejects.toMatchObject({ code: "EISDIR" });
        await expect(files.rename(at("empty"), at("file"))).rejects.toMatchObject({ code: "ENOTDIR" });
        await expect(files.rename(at("nothing"), at("b"))).rejects.toMatchObject({ code: "ENOENT" });
      });
    });

    describe("second names", () => {
      test("both names are one file, until one of them is replaced", async () => {
        await files.writeNew(at("a"), "old", 0o600, OWNER);
        await files.link(at("a"), at("b"));
        await files.setStatus(at("b"), 0o640, OWNER);
        expect(await present(files.status(at("a")))).toMatchObject({ mode: 0o640 });
        await files.writeNew(at(".draft"), "new", 0o600, OWNER);
        await files.rename(at(".draft"), at("a"));
        expect(await present(files.readText(at("a")))).toBe("new");
        expect(await present(files.readText(at("b")))).toBe("old");
      });
      test("one name is renamed and removed without the other", async () => {
        await files.writeNew(at("a"), "text", 0o600, OWNER);
        await files.link(at("a"), at("b"));
        await files.rename(at("b"), at("c"));
        await files.remove(at("a"));
        expect(await present(files.list(at()))).toEqual(["c"]);
        expect(await present(files.readText(at("c")))).toBe("text");
      });
      test("a name renamed to another one of the same file stays", async () => {
        await files.writeNew(at("a"), "text", 0o600, OWNER);
        await files.link(at("a"), at("b"));
        await files.rename(at("b"), at("a"));
        expect(await present(files.list(at()))).toEqual(["a", "b"]);
      });
      test("a link gets the name itself, not what it points to", async () => {
        await files.makeLink(at("link"), "nothing");
        await files.link(at("link"), at("second"));
        expect(await present(files.readLink(at("second")))).toBe("nothing");
      });
      test("what is there is not replaced, and a directory gets no second name", async () => {
        await files.writeNew(at("a"), "a", 0o600, OWNER);
        await files.writeNew(at("b"), "b", 0o600, OWNER);
        await files.makeDirectory(at("directory"), 0o755, OWNER);
        await expect(files.link(at("a"), at("b"))).rejects.toMatchObject({ code: "EEXIST" });
        await expect(files.link(at("nothing"), at("c"))).rejects.toMatchObject({ code: "ENOENT" });
        await expect(files.link(at("directory"), at("c"))).rejects.toMatchObject({ code: "EPERM" });
        expect(await present(files.readText(at("b")))).toBe("b");
      });
    });

    describe("removing", () => {
      test("a file, a link and an empty directory go; what a link points to stays", async () => {
        await files.writeNew(at("a"), "", 0o600, OWNER);
        await files.makeLink(at("link"), "a");
        await files.makeDirectory(at("directory"), 0o755, OWNER);
        await files.remove(at("link"));
        await files.remove(at("directory"));
        expect(await present(files.list(at()))).toEqual(["a"]);
        await files.remove(at("a"));
        expect(await present(files.list(at()))).toEqual([]);
      });
      test("what is absent is fine, also below a file", async () => {
        await files.writeNew(at("a"), "", 0o600, OWNER);
        for (const path of [at("nothing"), at("nothing", "below"), at("a", "below")]) {
          await expect(files.remove(path)).resolves.toBeUndefined();
        }
      });
      test("a directory with something in it stays", async () => {
        await files.makeDirectory(at("directory"), 0o755, OWNER);
        await files.writeNew(at("directory", "a"), "", 0o600, OWNER);
        await expect(files.remove(at("directory"))).rejects.toMatchObject({ code: "ENOTEMPTY" });
        expect(await present(files.list(at("directory")))).toEqual(["a"]);
      });
    });

    test("space is told for what exists", async () => {
      const { bytes, inodes } = await files.space(at());
      expect(bytes).toBeGreaterThan(0);
      expect(inodes ?? 1).toBeGreaterThan(0);
      await expect(files.space(at("nothing"))).rejects.toMatchObject({ code: "ENOENT" });
    });
  });
}
