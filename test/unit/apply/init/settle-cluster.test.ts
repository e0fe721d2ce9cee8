import { describe, expect, it } from "vitest";
import { makeObjects, markNode } from "../../../../src/apply/init/settle-cluster.ts";
import { leafPaths } from "../../../../src/desired/phases.ts";
import { ApiRefused, ApiUnreachable } from "../../../../src/ports/cluster-api.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { FakeClusterApi } from "../../../support/fake-cluster-api.ts";

const request = {
  cluster: exampleClusterSpec(),
  node: exampleNodeSpec(),
  phases: new Set(leafPaths()),
  configurationText: "",
  command: "steadyplane init",
  localImageRepository: undefined,
};
const options = { caPem: "CA", signal: new AbortController().signal };
const NODE = { apiVersion: "v1", kind: "Node", metadata: { name: "cp1", labels: { theirs: "yes" } } } as const;

describe("makeObjects", () => {
  it("makes the same objects again without harm, and leaves an existing token as it is", async () => {
    const api = new FakeClusterApi();
    await makeObjects(request, api, new FakeClock(), options);
    const first = api.objects().length;
    await makeObjects(request, api, new FakeClock(), options);

    expect(first).toBeGreaterThan(10);
    expect(api.objects()).toHaveLength(first);
    expect(api.objects().map(({ metadata }) => metadata.name)).toContain("kubeadm:cluster-admins");
  });

  it("goes on trying while no server answers", async () => {
    const api = new FakeClusterApi();
    let failures = 5;
    api.refuse = () => (failures-- > 0 ? new ApiUnreachable("refused", "connection refused") : undefined);

    await expect(makeObjects(request, api, new FakeClock(), options)).resolves.toBeGreaterThan(10);
  });

  it("gives up at once where the server says no, and says what it said", async () => {
    const api = new FakeClusterApi();
    api.refuse = () => new ApiRefused(403, "Forbidden", "not for you");

    await expect(makeObjects(request, api, new FakeClock(), options)).rejects.toMatchObject({
      code: "ClusterRefused",
      message: expect.stringContaining("not for you"),
    });
  });

  it("makes only what the phases ask for", async () => {
    const api = new FakeClusterApi();
    await makeObjects({ ...request, phases: new Set(["upload-config/kubelet"]) }, api, new FakeClock(), options);

    expect(api.objects().map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toContain("ConfigMap kubelet-config");
    expect(api.objects().map(({ metadata }) => metadata.name)).not.toContain("kubeadm-config");
  });
});

describe("markNode", () => {
  it("adds labels and taints to those that are there", async () => {
    const theirs = { key: "theirs", effect: "NoSchedule" };
    const api = new FakeClusterApi().put({ ...NODE, spec: { taints: [theirs] } });

    await markNode(request.node, api, new FakeClock(), options.signal);
    await markNode(request.node, api, new FakeClock(), options.signal);

    const [node] = api.objects();
    expect(node?.metadata.labels).toMatchObject({ theirs: "yes", "node-role.kubernetes.io/control-plane": "" });
    expect(node?.["spec"]).toEqual({
      taints: [theirs, { key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" }],
    });
  });

  it("adds no taint under an empty list", async () => {
    const api = new FakeClusterApi().put(NODE);
    await markNode({ ...request.node, taints: [] }, api, new FakeClock(), options.signal);

    expect(api.objects()[0]?.["spec"]).toBeUndefined();
  });
});
