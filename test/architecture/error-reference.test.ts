import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EXIT_STATUS, type Category } from "../../src/errors/tool-error.ts";
import { repositoryRoot } from "../support/repository-root.ts";
import { filesBelow } from "./files-below.ts";

interface Entry {
  readonly code: string;
  readonly category: Category;
  readonly summary: string;
}

// Made by `new ToolError`, or by a catalogue's own `podError` and the like, whose category is `failed`.
const CONSTRUCTOR =
  /\/\*\*(?<doc>(?:(?!\*\/)[\s\S])*)\*\/\s*export function \w+[^{]*\{(?:(?!\n\})[\s\S])*?(?:new ToolError|\w+Error)\(\s*"(?<code>\w+)",(?:\s*"(?<category>[\w-]+)")?/gu;
const EXPORTED = /^export function \w+\((?:(?!\n\})[\s\S])*?\): ToolError(?: \| undefined)? \{$/gmu;

function entries(): readonly Entry[] {
  const found = filesBelow("src/errors", ".ts").flatMap((path) => {
    const text = readFileSync(join(repositoryRoot, path), "utf8");
    return [...text.matchAll(CONSTRUCTOR)].map(({ groups }): Entry => ({
      code: groups?.["code"] ?? "",
      category: (groups?.["category"] ?? "failed") as Category,
      summary: (groups?.["doc"] ?? "").replaceAll(/\s*\n\s*\*?\s*/gu, " ").trim(),
    }));
  });
  return found.toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

function reference(all: readonly Entry[]): string {
  const rows = all.map(
    ({ code, category, summary }) => `| \`${code}\` | ${EXIT_STATUS[category]} | ${summary.replaceAll("|", "\\|")} |`,
  );
  return [
    "# Errors",
    "",
    "Each error has a permanent code, says what happened, why it stops and in which state the host is, and what to do.",
    "This table is made from `src/errors`; `npx vitest run --project architecture --update` makes it anew.",
    "",
    "| code | exit status | when |",
    "|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

test("every error that is thrown is in the reference, and each code means one thing", async () => {
  const all = entries();
  const exported = filesBelow("src/errors", ".ts").flatMap(
    (path) => readFileSync(join(repositoryRoot, path), "utf8").match(EXPORTED) ?? [],
  );
  expect(all.length).toBeGreaterThan(40);
  expect(all).toHaveLength(exported.length);
  expect(new Set(all.map(({ code }) => code)).size).toBe(all.length);
  await expect(reference(all)).toMatchFileSnapshot("../../docs/errors.md");
});
