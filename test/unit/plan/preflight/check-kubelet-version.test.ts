import { expect, test } from "vitest";
import { checkKubeletVersion } from "../../../../src/plan/preflight/check-kubelet-version.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import { ABSENT, exampleFacts, present, UNREADABLE } from "../../../support/preflight-facts.ts";

const of = (kubelet: string) =>
  checkKubeletVersion(
    exampleClusterSpec({ kubernetesVersion: "v1.37.2" }),
    exampleNodeSpec(),
    exampleFacts({ kubeletVersion: present(kubelet) }),
  );

test.each(["v1.37.2", "v1.37.9", "v1.36.0", "v1.34.0"])("passes a kubelet %s", (kubelet) => {
  expect(of(kubelet)).toEqual([]);
});

test.each([
  ["v1.38.0", "newer than"],
  ["v1.33.9", "more than 3 minor versions behind"],
])("rejects a kubelet %s: %s", (kubelet, problem) => {
  const [finding] = of(kubelet);
  expect(finding).toMatchObject({ check: "KubeletVersion", level: "reject" });
  expect(finding?.what).toContain(problem);
});

test("rejects a host without kubelet and names the command that brings one", () => {
  const [finding] = checkKubeletVersion(
    exampleClusterSpec(),
    exampleNodeSpec(),
    exampleFacts({ kubeletVersion: ABSENT }),
  );
  expect(finding).toMatchObject({ level: "reject" });
  expect(finding?.fix[0]).toBe("steadyplane up");
});

test("says so where the version cannot be told", () => {
  const facts = exampleFacts({ kubeletVersion: UNREADABLE });
  expect(checkKubeletVersion(exampleClusterSpec(), exampleNodeSpec(), facts)).toMatchObject([{ level: "unknown" }]);
  expect(of("devel")).toMatchObject([{ level: "unknown" }]);
});
