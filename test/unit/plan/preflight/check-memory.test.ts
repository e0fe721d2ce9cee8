import { expect, test } from "vitest";
import { checkMemory } from "../../../../src/plan/preflight/check-memory.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import { exampleFacts, present, UNREADABLE } from "../../../support/preflight-facts.ts";

const [cluster, node] = [exampleClusterSpec(), exampleNodeSpec()];

test("passes with exactly 1700 MiB", () => {
  expect(checkMemory(cluster, node, exampleFacts({ memoryBytes: present(1700 * 2 ** 20) }))).toEqual([]);
});

test("reports too little memory", () => {
  const [finding] = checkMemory(cluster, node, exampleFacts({ memoryBytes: present(1700 * 2 ** 20 - 1) }));
  expect(finding).toMatchObject({ check: "Mem", level: "reject" });
  expect(finding?.what).toContain("1699 MiB");
});

test("says so where it cannot tell", () => {
  expect(checkMemory(cluster, node, exampleFacts({ memoryBytes: UNREADABLE }))).toMatchObject([
    { check: "Mem", level: "unknown" },
  ]);
});
