import { expect, test } from "vitest";
import { checkSwap } from "../../../../src/plan/preflight/check-swap.ts";
import { exampleClusterSpec, exampleHostFacts, exampleNodeSpec } from "../../../support/example-specs.ts";
import { exampleFacts, exampleRequest } from "../../../support/preflight-facts.ts";

const found = (isSwapOn: boolean, kubeletConfiguration = {}) =>
  checkSwap(
    exampleClusterSpec(),
    exampleNodeSpec({ facts: exampleHostFacts({ isSwapOn }) }),
    exampleFacts({ request: exampleRequest({ kubeletConfiguration }) }),
  );

test("passes without swap", () => {
  expect(found(false)).toEqual([]);
});

test("rejects swap that the kubelet would refuse, and says how to switch it off", () => {
  const [finding] = found(true);
  expect(finding).toMatchObject({ check: "Swap", level: "reject" });
  expect(finding?.fix[0]).toContain("swapoff -a");
});

test("only warns where the kubelet is told to live with it", () => {
  expect(found(true, { failSwapOn: false })).toMatchObject([{ check: "Swap", level: "warn" }]);
});
