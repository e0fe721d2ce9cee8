import { expect, test } from "vitest";
import { checkNumCpu } from "../../../../src/plan/preflight/check-num-cpu.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import { ABSENT, exampleFacts, present } from "../../../support/preflight-facts.ts";

const [cluster, node] = [exampleClusterSpec(), exampleNodeSpec()];

test("passes with two CPUs", () => {
  expect(checkNumCpu(cluster, node, exampleFacts({ cpus: present(2) }))).toEqual([]);
});

test("reports a single CPU", () => {
  const [finding] = checkNumCpu(cluster, node, exampleFacts({ cpus: present(1) }));
  expect(finding).toMatchObject({ check: "NumCPU", level: "warn" });
  expect(finding?.what).toContain("1 CPU");
});

test("says so where it cannot tell", () => {
  expect(checkNumCpu(cluster, node, exampleFacts({ cpus: ABSENT }))).toMatchObject([
    { check: "NumCPU", level: "unknown" },
  ]);
});
