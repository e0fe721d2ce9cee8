import { readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { extract } from "tar-stream";
import { expect, it } from "vitest";
import { TarArchiveWriter } from "../../src/adapters/tar-archive-writer.ts";
import { absolute } from "../../src/domain/absolute-path.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

const ENTRIES = [
  { path: "a/b.txt", text: "Grüße\n" },
  { path: "empty", text: "" },
];

async function contentOf(path: string): Promise<readonly [string, string][]> {
  const found: [string, string][] = [];
  const unpack = extract();
  unpack.end(gunzipSync(await readFile(path)));
  for await (const entry of unpack) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) {
      chunks.push(chunk as Buffer);
    }
    found.push([entry.header.name, Buffer.concat(chunks).toString("utf8")]);
  }
  return found;
}

it("writes an archive that its owner alone can read", async () => {
  const path = absolute(join(await temporaryDirectory(), "x.tar.gz"));
  await new TarArchiveWriter().writeNew(path, ENTRIES, Date.UTC(2026, 0, 1));
  expect(await contentOf(path)).toEqual(ENTRIES.map((entry) => [entry.path, entry.text]));
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

it("overwrites nothing, and follows no link", async () => {
  const directory = await temporaryDirectory();
  const [there, link] = ["there", "link"].map((name) => absolute(join(directory, name)));
  await writeFile(join(directory, "there"), "mine");
  await symlink(join(directory, "elsewhere"), join(directory, "link"));
  for (const path of [there, link]) {
    await expect(new TarArchiveWriter().writeNew(path ?? absolute("/"), ENTRIES, 0)).rejects.toMatchObject({
      code: "EEXIST",
    });
  }
  expect(await readFile(join(directory, "there"), "utf8")).toBe("mine");
  expect(await readdir(directory)).toEqual(["link", "there"]);
});
