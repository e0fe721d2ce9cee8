import { expect, test } from "vitest";
import type { Seen } from "../../../../src/plan/preflight/preflight-facts.ts";
import { checkHostname } from "../../../../src/plan/preflight/check-hostname.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import { ABSENT, exampleFacts, present, UNREADABLE } from "../../../support/preflight-facts.ts";

const found = (nodeNameAddresses: Seen<readonly string[]>) =>
  checkHostname(exampleClusterSpec(), exampleNodeSpec(), exampleFacts({ nodeNameAddresses }));

test("passes a name that resolves", () => {
  expect(found(present(["192.0.2.10"]))).toEqual([]);
});

test("warns of a name that does not", () => {
  const [finding] = found(ABSENT);
  expect(finding).toMatchObject({ check: "Hostname", level: "warn" });
  expect(finding?.fix[0]).toContain("192.0.2.10 cp1");
});

test("says so where the resolver does not answer", () => {
  expect(found(UNREADABLE)).toMatchObject([{ check: "Hostname", level: "unknown" }]);
});
