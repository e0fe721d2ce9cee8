import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { repositoryRoot } from "../support/repository-root.ts";
import { filesBelow } from "./files-below.ts";

const IMPURE = {
  "the process": "export const a = process.argv;",
  "the terminal": 'console.log("a");\nexport const a = 1;',
  "the network": 'export const a = fetch("http://a");',
  "a timer": "export const a = setTimeout(() => undefined, 1);",
  "an interval": "export const a = setInterval(() => undefined, 1);",
  "a stopwatch": "export const a = performance.now();",
  "the clock": "export const a = Date.now();",
  "a random number": "export const a = Math.random();",
  "random bytes": 'import { randomBytes } from "node:crypto";\nexport const a = randomBytes(1);',
  "random bytes of a namespace": 'import * as c from "node:crypto";\nexport const a = c.randomBytes(1);',
  "the global crypto": "export const a = crypto.getRandomValues;",
  "a new key": 'import { generateKeyPairSync } from "node:crypto";\nexport const a = generateKeyPairSync;',
};

/** The linter's complaints about restricted names in a file at `path` that holds `text`. */
function complaints(path: string, text: string): readonly string[] {
  const directory = mkdtempSync(join(tmpdir(), "steadyplane-purity-"));
  try {
    symlinkSync(join(repositoryRoot, ".oxlintrc.json"), join(directory, ".oxlintrc.json"));
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
    const oxlint = join(repositoryRoot, "node_modules/.bin/oxlint");
    const { stdout } = spawnSync(oxlint, ["--format", "json", "."], { cwd: directory, encoding: "utf8" });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly { readonly code: string }[] };
    return diagnostics.map(({ code }) => code).filter((code) => /no-(restricted|console)/u.test(code));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

test.each(Object.entries(IMPURE))("%s is refused in src, and allowed in an adapter", (_what, text) => {
  expect(complaints("src/apply/a.ts", text)).not.toEqual([]);
  expect(complaints("src/adapters/a.ts", text)).toEqual([]);
});

test("a parameter of that name is no global", () => {
  expect(complaints("src/apply/a.ts", "export const a = (process: string) => process;")).toEqual([]);
});

test("outside cli and adapters, no date is made of the present moment", () => {
  const files = filesBelow("src", ".ts").filter((path) => !path.startsWith("src/adapters/"));
  const offenders = files.filter((path) => /new Date\(\s*\)/u.test(readFileSync(join(repositoryRoot, path), "utf8")));
  expect(offenders).toEqual([]);
  expect(files.length).toBeGreaterThan(50);
});
