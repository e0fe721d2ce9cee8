import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { repositoryRoot } from "../support/repository-root.ts";
import { BAD_IMPORTS } from "./bad-imports.ts";
import { importRules, importViolations } from "./import-violations.ts";

const made: string[] = [];

afterEach(() => {
  for (const directory of made.splice(0)) {
    rmSync(directory, { recursive: true, force: true });
  }
});

/** A checkout that holds `files` alone, with the libraries of this one. */
function checkoutWith(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), "steadyplane-imports-"));
  made.push(directory);
  symlinkSync(join(repositoryRoot, "package.json"), join(directory, "package.json"));
  symlinkSync(join(repositoryRoot, "node_modules"), join(directory, "node_modules"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return directory;
}

test("every import rule has a tree that breaks it", () => {
  expect(Object.keys(BAD_IMPORTS).toSorted()).toEqual(importRules.forbidden.map(({ name }) => name).toSorted());
});

test.each(Object.entries(BAD_IMPORTS))("%s fires", async (rule, files) => {
  const folders = [...new Set(Object.keys(files).map((path) => path.slice(0, path.indexOf("/"))))];
  const { violations } = await importViolations(checkoutWith(files), folders);
  expect(new Set(violations.map((violation) => violation.split(":")[0]))).toEqual(new Set([rule]));
});

test("the tree keeps the rules, and all of it was read", async () => {
  const { violations, moduleCount } = await importViolations(repositoryRoot, ["cli", "src", "test"]);
  expect(violations).toEqual([]);
  expect(moduleCount).toBeGreaterThan(100);
});
