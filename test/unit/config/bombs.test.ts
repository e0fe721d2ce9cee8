import { expect, it } from "vitest";
import { readConfiguration } from "../../../src/config/read-configuration.ts";
import { CLUSTER } from "./configured.ts";

const MEBIBYTE = 1024 * 1024;

/** Each takes minutes, gigabytes or the stack of a reader that is not careful. */
const BOMBS: Readonly<Record<string, string>> = {
  "a billion laughs": `a: &a [x,x]\n${Array.from({ length: 25 }, (_, i) => `b${i}: &b${i} [*${i === 0 ? "a" : `b${i - 1}`},*a]`).join("\n")}\n`,
  "nested lists": `a: ${"[".repeat(100_000)}`,
  "nested maps": `a: ${"{a: ".repeat(100_000)}`,
  "nested dashes": `${"- ".repeat(10_000)}x`,
  "nested question marks": `${"? ".repeat(10_000)}x`,
  "nested indentation": Array.from({ length: 1000 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"),
  "many keys": Array.from({ length: 100_000 }, (_, i) => `k${i}: 1`).join("\n"),
  "many values on a line": `a: [${"1,".repeat(100_000)}]`,
  "many keys on a line": `{${Array.from({ length: 50_000 }, (_, i) => `k${i}: 1`).join(",")}}`,
  "many equal keys": CLUSTER + "a: 1\n".repeat(10_000),
  "many unknown keys": CLUSTER + Array.from({ length: 9_000 }, (_, i) => `clusterNam${i}: 1\n`).join(""),
  "many documents": "---\na: 1\n".repeat(100_000),
  "many lines of text and an error": `${CLUSTER}x: |\n${" y\n".repeat(300_000)}`,
  "a hundred mebibytes": "a".repeat(100 * MEBIBYTE),
  "a long line of secrets": `${CLUSTER}x: ${"token".repeat(150_000)}`,
  "a long line of blanks": `${CLUSTER}token${" ".repeat(900_000)}: [`,
  "a long name": `${CLUSTER}${"c".repeat(900)}: 1`,
  "an open quote": `${CLUSTER}a: "${"\n".repeat(900_000)}`,
};

it.each(Object.keys(BOMBS))("refuses %s", (name) => {
  expect(readConfiguration({ file: "f", text: BOMBS[name] ?? "" }).kind).toBe("invalid");
});
