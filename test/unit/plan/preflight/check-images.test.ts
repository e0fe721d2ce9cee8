import { expect, test } from "vitest";
import type { NodeSpec } from "../../../../src/domain/node-spec.ts";
import type { PreflightFacts } from "../../../../src/plan/preflight/preflight-facts.ts";
import { checkImages } from "../../../../src/plan/preflight/check-images.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import { ABSENT, exampleFacts, exampleRequest, present, UNREADABLE } from "../../../support/preflight-facts.ts";

const REFERENCE = "steadyplane.local/modules/etcd:3.7.0";

function found(image: PreflightFacts["images"][number]["image"], policy: NodeSpec["imagePullPolicy"], local?: string) {
  const facts = exampleFacts({
    images: [{ reference: REFERENCE, image }],
    request: exampleRequest({ localImageRepository: local }),
  });
  return checkImages(exampleClusterSpec(), exampleNodeSpec({ imagePullPolicy: policy }), facts);
}

test("passes an image that is present, whatever the policy", () => {
  expect(found(present({ id: "sha256:1" }), "Never", "steadyplane.local/modules")).toEqual([]);
});

test("passes a missing image that may be pulled", () => {
  expect(found(ABSENT, "IfNotPresent", "elsewhere.local")).toEqual([]);
});

test.each([
  ["the policy forbids to pull", "Never", undefined],
  ["no registry has", "IfNotPresent", "steadyplane.local/modules"],
] as const)("rejects a missing image that %s", (_, policy, local) => {
  const [finding] = found(ABSENT, policy, local);
  expect(finding).toMatchObject({ check: "ImagePresent", level: "reject" });
  expect(finding?.what).toContain(REFERENCE);
});

test("says so where the runtime could not tell", () => {
  expect(found(UNREADABLE, "Never")).toMatchObject([{ check: "ImagePresent", level: "unknown" }]);
});

test("is silent where no runtime answers, which is reported once", () => {
  const facts = exampleFacts({ images: [{ reference: REFERENCE, image: UNREADABLE }], runtime: UNREADABLE });
  expect(checkImages(exampleClusterSpec(), exampleNodeSpec(), facts)).toEqual([]);
});
