import { expect, test } from "vitest";
import { checkCgroupDriver } from "../../../../src/plan/preflight/check-cgroup-driver.ts";
import { exampleClusterSpec, exampleHostFacts, exampleNodeSpec } from "../../../support/example-specs.ts";
import { exampleFacts, exampleRequest } from "../../../support/preflight-facts.ts";

type Driver = "cgroupfs" | "systemd";

function found(kubelet: Driver | undefined, runtime: Driver | undefined, isSystemd: boolean) {
  const kubeletConfiguration = kubelet === undefined ? {} : { cgroupDriver: kubelet };
  return checkCgroupDriver(
    exampleClusterSpec(),
    exampleNodeSpec({ facts: exampleHostFacts({ runtimeCgroupDriver: runtime, isSystemd }) }),
    exampleFacts({ request: exampleRequest({ kubeletConfiguration }) }),
  );
}

test.each([
  ["cgroupfs", "cgroupfs", false],
  ["systemd", "systemd", true],
  [undefined, "systemd", true],
  [undefined, undefined, false],
] as const)("passes with kubelet %s, runtime %s, systemd %s", (kubelet, runtime, isSystemd) => {
  expect(found(kubelet, runtime, isSystemd)).toEqual([]);
});

test("rejects two drivers and names both", () => {
  const [finding] = found("systemd", "cgroupfs", true);
  expect(finding).toMatchObject({ check: "CgroupDriver", level: "reject" });
  expect(finding?.what).toMatch(/driver systemd.*for cgroupfs/u);
});

test("rejects the driver systemd where systemd does not run", () => {
  expect(found("systemd", "systemd", false)).toMatchObject([{ level: "reject" }]);
});

test("says so where the runtime's driver cannot be told", () => {
  expect(found("cgroupfs", undefined, false)).toMatchObject([{ check: "CgroupDriver", level: "unknown" }]);
});
