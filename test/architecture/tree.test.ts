import { expect, test } from "vitest";
import { filesBelow } from "./files-below.ts";

const sources = ["cli", "src", "test"].flatMap((folder) => filesBelow(folder, ".ts"));

test("file and folder names are in kebab-case", () => {
  expect(sources.filter((path) => !/^([a-z0-9.-]+\/)*[a-z0-9-]+(\.test|\.d)?\.ts$/u.test(path))).toEqual([]);
});

test("no folder or file is named after nothing in particular", () => {
  const vague = /(^|\/)(utils?|helpers?|common|misc|shared|index|types)(\/|\.ts$)/u;
  expect(sources.filter((path) => vague.test(path))).toEqual([]);
});

test("unit tests stand in the folder of what they test", () => {
  const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/"));
  const folders = new Set(sources.map(folderOf));
  const lost = filesBelow("test/unit", ".test.ts").filter((path) => {
    const folder = folderOf(path.replace(/^test\/unit\//u, ""));
    return !folders.has(`src/${folder}`) && !folders.has(folder);
  });
  expect(lost).toEqual([]);
});
