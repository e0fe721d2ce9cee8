import { expect, test } from "vitest";
import { checkCgroupVersion } from "../../../../src/plan/preflight/check-cgroup-version.ts";
import { exampleClusterSpec, exampleHostFacts, exampleNodeSpec } from "../../../support/example-specs.ts";
import { exampleFacts, exampleRequest } from "../../../support/preflight-facts.ts";

const found = (cgroupVersion: 1 | 2, kubeletConfiguration = {}) =>
  checkCgroupVersion(
    exampleClusterSpec(),
    exampleNodeSpec({ facts: exampleHostFacts({ cgroupVersion }) }),
    exampleFacts({ request: exampleRequest({ kubeletConfiguration }) }),
  );

test("passes with cgroup v2", () => {
  expect(found(2)).toEqual([]);
});

test("rejects cgroup v1, which the kubelet refuses", () => {
  expect(found(1)).toMatchObject([{ check: "SystemVerification", level: "reject" }]);
});

test("only warns where the kubelet is told to take it", () => {
  expect(found(1, { failCgroupV1: false })).toMatchObject([{ check: "SystemVerification", level: "warn" }]);
});
