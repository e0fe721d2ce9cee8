import { expect, test } from "vitest";
import type { KubeletServiceFact } from "../../../../src/plan/preflight/preflight-facts.ts";
import { checkKubeletService } from "../../../../src/plan/preflight/check-kubelet-service.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import { exampleFacts, present, UNREADABLE } from "../../../support/preflight-facts.ts";

const found = (service: Partial<KubeletServiceFact>) => {
  const kubeletService = present({
    state: "running" as const,
    lastExit: undefined,
    lastLines: [],
    hasConfiguration: true,
    ...service,
  });
  return checkKubeletService(exampleClusterSpec(), exampleNodeSpec(), exampleFacts({ kubeletService }));
};

test.each(["stopped", "starting", "running"] as const)("passes a service that is %s", (state) => {
  expect(found({ state })).toEqual([]);
});

test("rejects a host without the service, and names the command that makes one", () => {
  const [finding] = found({ state: "absent" });
  expect(finding).toMatchObject({ check: "Service-kubelet", level: "reject" });
  expect(finding?.fix[0]).toBe("steadyplane up");
});

test("warns of a kubelet that stops again and again, with its last words", () => {
  const [finding] = found({ state: "restarting", lastExit: "exit status 1", lastLines: ["first", "unknown flag"] });
  expect(finding).toMatchObject({ check: "Service-kubelet", level: "warn" });
  expect(finding?.what).toMatch(/exit status 1.*unknown flag/u);
});

test("passes a kubelet that restarts because it has no configuration yet", () => {
  expect(found({ state: "restarting", hasConfiguration: false })).toEqual([]);
});

test("says so where the state cannot be told", () => {
  const facts = exampleFacts({ kubeletService: UNREADABLE });
  expect(checkKubeletService(exampleClusterSpec(), exampleNodeSpec(), facts)).toMatchObject([{ level: "unknown" }]);
});
