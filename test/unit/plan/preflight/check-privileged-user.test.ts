import { expect, test } from "vitest";
import { checkPrivilegedUser } from "../../../../src/plan/preflight/check-privileged-user.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import { exampleFacts, present, UNREADABLE } from "../../../support/preflight-facts.ts";

const [cluster, node] = [exampleClusterSpec(), exampleNodeSpec()];

test("passes for root", () => {
  expect(checkPrivilegedUser(cluster, node, exampleFacts({ userId: present(0) }))).toEqual([]);
});

test("reports another user", () => {
  const [finding] = checkPrivilegedUser(cluster, node, exampleFacts({ userId: present(1000) }));
  expect(finding).toMatchObject({ check: "IsPrivilegedUser", level: "reject" });
  expect(finding?.what).toContain("user 1000");
});

test("says so where it cannot tell", () => {
  expect(checkPrivilegedUser(cluster, node, exampleFacts({ userId: UNREADABLE }))).toMatchObject([
    { check: "IsPrivilegedUser", level: "unknown" },
  ]);
});
