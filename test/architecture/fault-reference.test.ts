import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repositoryRoot } from "../support/repository-root.ts";
import { filesBelow } from "./files-below.ts";

const read = (path: string): string => readFileSync(join(repositoryRoot, path), "utf8");
const CATALOGUE =
  /export function (?<name>\w+)[^{]*\{(?:(?!\n\})[\s\S])*?(?:new ToolError|\w+Error)\(\s*"(?<code>\w+)",/gu;
const IMPORT = /import \{(?<names>[^}]*)\} from "[./]+errors\/[\w-]+\.ts";/gu;
const VERDICTS = ["verdict", "find-failing-probe", "find-frozen"].map((name) => `src/diagnose/explain/${name}.ts`);
const ROW = /^\| [^|]+ \| `(?<code>\w+)` \|/gmu;

const sorted = (codes: Iterable<string>): readonly string[] => [...new Set(codes)].toSorted();

/** The codes of all that a cause can be. */
function codesOfCauses(): readonly string[] {
  const catalogue = filesBelow("src/errors", ".ts").flatMap((path) => [...read(path).matchAll(CATALOGUE)]);
  const codes = new Map(catalogue.map(({ groups }) => [groups?.["name"] ?? "", groups?.["code"] ?? ""]));
  const used = [...filesBelow("src/diagnose/causes", ".ts"), ...VERDICTS].flatMap((path) =>
    [...read(path).matchAll(IMPORT)].flatMap(({ groups }) => (groups?.["names"] ?? "").split(",")),
  );
  return sorted(used.flatMap((name) => codes.get(name.trim()) ?? []));
}

test("the table of faults has every cause, and nothing that is none", () => {
  const named = [...read("docs/faults.md").matchAll(ROW)].map(({ groups }) => groups?.["code"] ?? "");
  expect(named.length).toBeGreaterThanOrEqual(30);
  expect(sorted(named)).toEqual(codesOfCauses());
});
