import { expect, test } from "vitest";
import type { MountFact } from "../../../../src/plan/preflight/preflight-facts.ts";
import { checkMounts } from "../../../../src/plan/preflight/check-mounts.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import { exampleFacts, present, STATIC_POD_PATH, UNREADABLE } from "../../../support/preflight-facts.ts";

const ROOT = { path: "/", fileSystem: "ext4", isReadOnly: false };

const found = (...mounts: readonly MountFact[]) =>
  checkMounts(exampleClusterSpec(), exampleNodeSpec(), exampleFacts({ mounts: present([ROOT, ...mounts]) }));

test("passes a local directory that can be written", () => {
  expect(found()).toEqual([]);
  expect(found({ path: "/etc/kubernetes-other", fileSystem: "nfs", isReadOnly: true })).toEqual([]);
});

test.each([
  ["read-only", { path: "/etc/kubernetes", fileSystem: "ext4", isReadOnly: true }],
  ["network file system", { path: STATIC_POD_PATH, fileSystem: "nfs4", isReadOnly: false }],
  ["mount of its own", { path: `${STATIC_POD_PATH}/etcd.yaml`, fileSystem: "ext4", isReadOnly: false }],
])("rejects %s", (problem, mount) => {
  const [finding] = found(mount);
  expect(finding).toMatchObject({ check: "StaticPodMount", level: "reject" });
  expect(finding?.what).toContain(problem);
});

test("takes the mount that hides the others", () => {
  const hidden = { path: "/etc/kubernetes", fileSystem: "nfs", isReadOnly: false };
  expect(found(hidden, { ...hidden, fileSystem: "tmpfs" })).toEqual([]);
});

test("says so where it cannot tell", () => {
  const facts = exampleFacts({ mounts: UNREADABLE });
  expect(checkMounts(exampleClusterSpec(), exampleNodeSpec(), facts)).toMatchObject([{ level: "unknown" }]);
});
