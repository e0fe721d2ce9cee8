import { expect, test } from "vitest";
import { COMPONENTS } from "../../../../src/domain/component.ts";
import type { StaticPodFacts } from "../../../../src/plan/preflight/preflight-facts.ts";
import { checkManifests } from "../../../../src/plan/preflight/check-manifests.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import {
  ABSENT,
  componentManifest,
  exampleFacts,
  manifestFact,
  pathFact,
  present,
  UNREADABLE,
} from "../../../support/preflight-facts.ts";

const found = (manifests: StaticPodFacts["manifests"]) =>
  checkManifests(
    exampleClusterSpec(),
    exampleNodeSpec(),
    exampleFacts({ staticPods: { ...exampleFacts().staticPods, manifests } }),
  );
const etcd = componentManifest("etcd");
const pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web }] }\n";

test("passes an empty directory, a missing one and the manifests of this control plane", () => {
  expect(found(present([]))).toEqual([]);
  expect(found(ABSENT)).toEqual([]);
  const components = COMPONENTS.map((name) => manifestFact(`${name}.yaml`, componentManifest(name)));
  expect(found(present(components))).toEqual([]);
});

test.each([
  ["a backup", "etcd.yaml.bak", etcd, "holds etcd, which belongs in etcd.yaml"],
  ["a manifest under another's name", "kube-scheduler.yaml", etcd, "belongs in etcd.yaml"],
  ["a foreign Pod", "web.yaml", pod, "of other origin, web"],
  ["a foreign Pod under a name of ours", "etcd.yaml", pod, "of other origin, web"],
  ["half a manifest", "etcd.yaml", etcd.slice(0, 40), "no whole manifest"],
  ["an empty file", "etcd.yaml", "", "it is empty"],
  ["text that is no YAML", "notes", "a: [1", "no whole manifest"],
])("rejects %s", (_, name, text, problem) => {
  const [finding, ...others] = found(present([manifestFact(name, text)]));
  expect(finding).toMatchObject({ check: `FileAvailable--etc-kubernetes-manifests-${name}`, level: "reject" });
  expect(finding?.what).toContain(problem);
  expect(others).toEqual([]);
});

test.each([
  ["a symlink", { status: present(pathFact({ type: "symlink" })), text: ABSENT }, "symlink"],
  ["something that is no file", { status: present(pathFact({ type: "other" })), text: ABSENT }, "no regular file"],
  ["a file too large", { status: present(pathFact({ type: "file", size: 10_000_000 })), text: ABSENT }, "too large"],
  ["an unreadable file", { text: UNREADABLE }, "cannot be read (EACCES)"],
])("rejects %s", (_, changes, problem) => {
  const [finding] = found(present([{ ...manifestFact("etcd.yaml", etcd), ...changes }]));
  expect(finding?.what).toContain(problem);
});

test("rejects a directory whose names cannot be read: unreadable is not empty", () => {
  expect(found(UNREADABLE)).toMatchObject([{ level: "reject" }]);
});

test("rejects a manifest of etcd where etcd is elsewhere", () => {
  const elsewhere = {
    kind: "external",
    endpoints: [],
    httpEndpoints: [],
    caFile: "",
    certFile: "",
    keyFile: "",
  } as const;
  const staticPods = { ...exampleFacts().staticPods, manifests: present([manifestFact("etcd.yaml", etcd)]) };
  const cluster = exampleClusterSpec({ etcd: elsewhere });
  const [finding] = checkManifests(cluster, exampleNodeSpec(), exampleFacts({ staticPods }));
  expect(finding).toMatchObject({ level: "reject" });
});
