import { expect, test } from "vitest";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import type { Seen } from "../../../../src/plan/preflight/preflight-facts.ts";
import { checkClock } from "../../../../src/plan/preflight/check-clock.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import { ABSENT, exampleFacts, exampleRequest, present, UNREADABLE } from "../../../support/preflight-facts.ts";

const CA = absolute("/etc/kubernetes/pki/ca.crt");
const BUILT = Date.UTC(2026, 8, 1);

function found(now: number, notBefore: Seen<number> = ABSENT, builtAt: number | undefined = BUILT) {
  const facts = exampleFacts({ now, authorities: [{ path: CA, notBefore }], request: exampleRequest({ builtAt }) });
  return checkClock(exampleClusterSpec(), exampleNodeSpec(), facts);
}

test("passes a clock that shows a time after the tool was built and after its authorities were made", () => {
  expect(found(BUILT + 1, present(BUILT - 1))).toEqual([]);
});

test.each([
  ["in 1970", 0, BUILT],
  ["before 2024", Date.UTC(2023, 11, 31), undefined],
  ["before the tool was built", BUILT - 600_000, BUILT],
])("rejects a clock %s", (_, now, builtAt) => {
  expect(found(now, ABSENT, builtAt)).toMatchObject([{ check: "Clock", level: "reject" }]);
});

test("rejects a clock before the authority was made, by more than certificates are backdated", () => {
  expect(found(BUILT, present(BUILT + 300_000))).toEqual([]);
  const [finding] = found(BUILT, present(BUILT + 300_001));
  expect(finding).toMatchObject({ check: "Clock", level: "reject" });
  expect(finding?.what).toContain(CA);
});

test("says so where an authority cannot be read", () => {
  expect(found(BUILT, UNREADABLE)).toMatchObject([{ check: "Clock", level: "unknown" }]);
});
