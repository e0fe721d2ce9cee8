import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repositoryRoot } from "../support/repository-root.ts";
import { filesBelow } from "./files-below.ts";

const ALLOWED = /^(#(each|if|unless)\b|\/(each|if|unless)$|else\b|>|!|scalar\s)/u;

/** The mustaches of `template` that print a value without the `scalar` helper. */
function bareMustaches(template: string): readonly string[] {
  return [...template.matchAll(/\{\{\{?~?\s*([^}]*?)\s*~?\}\}/gu)]
    .filter(([whole, inside]) => whole.startsWith("{{{") || !ALLOWED.test(inside ?? ""))
    .map(([whole]) => whole);
}

test.each(["{{name}}", "{{ name }}", "{{{scalar name}}}", "{{this}}", "{{& name}}", "{{lookup a b}}"])(
  "%s is found",
  (mustache) => {
    expect(bareMustaches(`a: ${mustache}\n`)).toEqual([mustache.replace("{{{scalar name}}}", "{{{scalar name}}")]);
  },
);

test("shape and scalar pass", () => {
  expect(bareMustaches("{{#each a}}{{#if b}}{{scalar this}}{{else}}{{> c}}{{/if}}{{~/each}}{{! why }}")).toEqual([]);
});

test("no template prints a value bare", () => {
  const templates = filesBelow("templates", ".hbs");
  const found = templates.flatMap((path) =>
    bareMustaches(readFileSync(join(repositoryRoot, path), "utf8")).map((mustache) => `${path}: ${mustache}`),
  );
  expect(found).toEqual([]);
  expect(templates.length).toBeGreaterThanOrEqual(4);
});
