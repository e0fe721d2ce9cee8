import { expect, test } from "vitest";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import type { StaticPodPathView } from "../../../../src/domain/static-pod-path-view.ts";
import type { PathFact, StaticPodFacts } from "../../../../src/plan/preflight/preflight-facts.ts";
import { checkStaticPodPath } from "../../../../src/plan/preflight/check-static-pod-path.ts";
import { exampleClusterSpec, exampleHostFacts, exampleNodeSpec } from "../../../support/example-specs.ts";
import {
  ABSENT,
  exampleFacts,
  pathFact,
  present,
  STATIC_POD_PATH,
  UNREADABLE,
} from "../../../support/preflight-facts.ts";

const found = (changes: Partial<StaticPodFacts>, path = STATIC_POD_PATH) => {
  const staticPods = { ...exampleFacts().staticPods, ...changes };
  const node = exampleNodeSpec({ facts: exampleHostFacts({ staticPodPath: path }) });
  return checkStaticPodPath(exampleClusterSpec(), node, exampleFacts({ staticPods }));
};
const view = (changes: Partial<StaticPodPathView>): StaticPodPathView => ({
  ...exampleFacts().staticPods.found,
  ...changes,
});
const parent = (changes: Partial<PathFact>) => [
  { path: absolute("/etc/kubernetes"), status: present(pathFact(changes)) },
];

test("passes a directory of root, and one that is still to be made", () => {
  expect(found({})).toEqual([]);
  expect(found({ directory: ABSENT })).toEqual([]);
});

test.each([
  ["is a symlink", { directory: present(pathFact({ type: "symlink", mode: 0o777 })) }],
  ["is a file", { directory: present(pathFact({ type: "file" })) }],
  ["cannot be read", { directory: UNREADABLE }],
  ["written by others", { directory: present(pathFact({ mode: 0o775 })) }],
  ["written by others", { parents: parent({ mode: 0o1777 }) }],
  ["is a symlink", { parents: parent({ type: "symlink", mode: 0o777 }) }],
  ["belongs to alice:root", { parents: parent({ owner: "alice:root" }) }],
  ["cannot be read", { parents: [{ path: absolute("/etc"), status: UNREADABLE }] }],
  ["cannot be read", { found: view({ unreadable: [{ source: "/var/lib/kubelet/config.yaml", reason: "EIO" }] }) }],
])("rejects a path that %s", (problem, changes) => {
  const [finding, ...others] = found(changes);
  expect(finding).toMatchObject({ check: "StaticPodPath", level: "reject" });
  expect(finding?.what).toContain(problem);
  expect(others).toEqual([]);
});

test("rejects sources that disagree, and names them", () => {
  const disagreements = [{ source: "/etc/kubelet.yaml", path: absolute("/srv/pods") }];
  const [finding] = found({ found: view({ disagreements }) });
  expect(finding?.level).toBe("reject");
  expect(finding?.what).toMatch(/\/etc\/kubernetes\/manifests.*\/srv\/pods.*\/etc\/kubelet\.yaml/u);
});

test("rejects manifests that would go to another place than the kubelet reads", () => {
  expect(found({}, absolute("/elsewhere"))).toMatchObject([{ check: "StaticPodPath", level: "reject" }]);
});

test("rejects a path with a pattern in it", () => {
  const path = absolute("/etc/kubernetes/manifests[1]");
  expect(found({ found: view({ path }) }, path)).toMatchObject([{ level: "reject" }]);
});
