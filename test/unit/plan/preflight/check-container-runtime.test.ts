import { expect, test } from "vitest";
import type { RuntimeFact } from "../../../../src/plan/preflight/preflight-facts.ts";
import { checkContainerRuntime } from "../../../../src/plan/preflight/check-container-runtime.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import { ABSENT, exampleFacts, present, UNREADABLE } from "../../../support/preflight-facts.ts";

const READY: RuntimeFact = { name: "containerd", version: "2.1.0", unmetConditions: [], hasRuntimeConfig: true };

const found = (changes: Partial<RuntimeFact>, kubernetesVersion = "v1.37.2") =>
  checkContainerRuntime(
    exampleClusterSpec({ kubernetesVersion }),
    exampleNodeSpec(),
    exampleFacts({ runtime: present({ ...READY, ...changes }) }),
  );

test("passes a runtime that is ready, whether or not its network is", () => {
  expect(found({})).toEqual([]);
  expect(found({ unmetConditions: ["NetworkReady: cni plugin not initialized"] })).toEqual([]);
});

test("rejects a runtime that is not ready, with its own words", () => {
  const [finding] = found({ unmetConditions: ["RuntimeReady: shutting down"] });
  expect(finding).toMatchObject({ check: "CRI", level: "reject" });
  expect(finding?.what).toContain("shutting down");
});

test.each([ABSENT, UNREADABLE])("rejects a host where nothing answers (%o)", (runtime) => {
  const [finding] = checkContainerRuntime(exampleClusterSpec(), exampleNodeSpec(), exampleFacts({ runtime }));
  expect(finding).toMatchObject({ check: "CRI", level: "reject" });
  expect(finding?.what).toContain("unix:///run/containerd/containerd.sock");
});

test("rejects a containerd without CRI v1", () => {
  expect(found({ version: "1.5.9" })).toMatchObject([{ check: "ContainerRuntimeVersion", level: "reject" }]);
});

test("warns of a runtime without RuntimeConfig, and rejects it for the kubelets that need it", () => {
  const old = { version: "1.6.20~ds1", hasRuntimeConfig: false };
  expect(found(old)).toMatchObject([{ check: "ContainerRuntimeVersion", level: "warn" }]);
  expect(found(old, "v1.38.0")).toMatchObject([{ check: "ContainerRuntimeVersion", level: "reject" }]);
});
