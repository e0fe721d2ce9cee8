import { expect, test } from "vitest";
import { desiredObjects } from "../../../src/desired/cluster-objects/desired-objects.ts";
import type { KubernetesObject } from "../../../src/domain/kubernetes-object.ts";
import { observeObjects } from "../../../src/observed/observe-objects.ts";
import { planObjects } from "../../../src/plan/plan-objects.ts";
import { applyObject } from "../../../src/apply/steps/object.ts";
import { ApiRefused, ApiUnreachable } from "../../../src/ports/cluster-api.ts";
import { exampleBootstrapToken, exampleClusterSpec, exampleNodeSpec } from "../../support/example-specs.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { FakeClusterApi } from "../../support/fake-cluster-api.ts";

const inputs = { caPem: "CA", sha256: (text: string) => String(text.length) };
const node = exampleNodeSpec({ bootstrapTokens: [exampleBootstrapToken()] });
const wanted = desiredObjects(exampleClusterSpec(), node, inputs);
const NODE: KubernetesObject = { apiVersion: "v1", kind: "Node", metadata: { name: "cp1" } };

async function planned(api: FakeClusterApi) {
  return planObjects(wanted, await observeObjects(wanted, { api, clock: new FakeClock() }));
}

test("what was applied needs nothing more, and no token is among it", async () => {
  const api = new FakeClusterApi().put(NODE);
  expect((await planned(api)).steps).toHaveLength(wanted.length);
  for (const resource of wanted) {
    await applyObject(resource, api);
  }
  expect(await planned(api)).toEqual({ steps: [], findings: [] });
  expect(wanted.map(({ object }) => object.kind)).not.toContain("Secret");
});

test("an API that does not answer leaves everything unknown, for one reason, and is not waited for", async () => {
  const refusing = new FakeClusterApi();
  refusing.refuse = (call) => new ApiUnreachable("refused", `${call}: connect ECONNREFUSED`);
  const hanging = new FakeClusterApi();
  hanging.get = async () => new Promise(() => undefined);
  for (const api of [refusing, hanging]) {
    const { steps, findings } = await planned(api);
    expect(steps).toEqual([]);
    expect(findings).toMatchObject([{ level: "unknown" }]);
  }
});

test("one object that may not be read says nothing about the others", async () => {
  const api = new FakeClusterApi();
  api.refuse = (call) =>
    call.includes("kubelet-config") ? new ApiRefused(403, "Forbidden", "not for you") : undefined;
  const seen = await observeObjects(wanted, { api, clock: new FakeClock() });
  const kinds = [...seen].map(([subject, { kind }]) => (subject.includes("kubelet-config") ? kind : `${kind}!`));
  expect(new Set(kinds)).toEqual(new Set(["unreadable", "absent!"]));
});
