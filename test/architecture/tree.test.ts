import { expect, test } from "vitest";
import { filesBelow } from "./files-below.ts";

const sources = ["cli", "src", "test"].flatMap((folder) => filesBelow(folder, ".ts"));

test("file and folder names are in kebab-case", () => {
  expect(sources.filter((path) => !/^([a-z0-9-]+\/)*[a-z0-9-]+(\.test)?\.ts$/u.test(path))).toEqual([]);
});

test("no folder or file is named after nothing in particular", () => {
  const vague = /(^|\/)(utils?|helpers?|common|misc|shared|index|types)(\/|\.ts$)/u;
  expect(sources.filter((path) => vague.test(path))).toEqual([]);
});

test("unit tests stand where their source stands", () => {
  const lost = filesBelow("test/unit", ".test.ts").filter((path) => {
    const source = path.replace(/^test\/unit\//u, "");
    const inSrc = `src/${source.replace(/\.test\.ts$/u, ".ts")}`;
    const inCli = source.replace(/\.test\.ts$/u, ".ts");
    return !sources.includes(inSrc) && !sources.includes(inCli);
  });
  expect(lost).toEqual([]);
});
