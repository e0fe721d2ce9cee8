import { expect, test } from "vitest";
import { applyObject } from "../../../../src/apply/steps/object.ts";
import { nodeObject } from "../../../../src/desired/cluster-objects/node-object.ts";
import { decideObject } from "../../../../src/plan/decide-object.ts";
import { ApiRefused } from "../../../../src/ports/cluster-api.ts";
import { exampleNodeSpec } from "../../../support/example-specs.ts";
import { FakeClusterApi } from "../../../support/fake-cluster-api.ts";

const THEIRS = { key: "theirs", value: "x", effect: "NoSchedule" };
const wanted = nodeObject(exampleNodeSpec());
const [control] = exampleNodeSpec().taints;

function nodeWith(...taints: readonly object[]) {
  const api = new FakeClusterApi();
  api.put({ apiVersion: "v1", kind: "Node", metadata: { name: "cp1", labels: { theirs: "yes" } }, spec: { taints } });
  return api;
}
const node = (api: FakeClusterApi) => api.objects()[0];

test.each([
  ["none", []],
  ["others'", [THEIRS]],
  ["one with another value", [{ ...control, value: "old" }, THEIRS]],
])("a Node with taints, %s, gets what it lacks, and then needs nothing", async (_, taints) => {
  const api = nodeWith(...taints);
  await applyObject(wanted, api);
  const live = node(api);
  expect(live?.["spec"]).toEqual({
    taints: [...taints.filter((taint) => taint === THEIRS), { key: control?.key, effect: "NoSchedule" }],
  });
  expect(live?.metadata.labels).toMatchObject({ theirs: "yes", "node-role.kubernetes.io/control-plane": "" });
  expect(live === undefined ? undefined : decideObject(wanted, { kind: "present", value: live })).toEqual({
    kind: "keep",
  });
});

test("a taint that somebody sets in between is not lost", async () => {
  const api = nodeWith(THEIRS);
  const late = { key: "late", effect: "NoExecute" };
  const [changed] = nodeWith(THEIRS, late).objects();
  let isChanged = false;
  api.refuse = (call) => {
    if (call.startsWith("patch") && !isChanged && changed !== undefined) {
      isChanged = true;
      api.put(changed);
    }
    return undefined;
  };
  await applyObject(wanted, api);
  expect(node(api)?.["spec"]).toEqual({ taints: [THEIRS, late, { key: control?.key, effect: "NoSchedule" }] });
});

test("a conflict that never ends is told", async () => {
  const api = nodeWith();
  api.refuse = (call) => (call.startsWith("patch") ? new ApiRefused(409, "Conflict", "changed meanwhile") : undefined);
  await expect(applyObject(wanted, api)).rejects.toMatchObject({ status: 409 });
});
