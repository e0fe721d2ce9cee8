import { describe, expect, it } from "vitest";
import { phasesNamed } from "../../../src/desired/phases.ts";
import { subjectOf } from "../../../src/domain/step.ts";
import { changesOf } from "../../../src/plan/plan-node.ts";
import { NodeInMemory } from "../../support/node-in-memory.ts";

describe("planNode", () => {
  it("creates everything on a bare host, issuers before what they sign and manifests after what they mount", async () => {
    const { steps } = await new NodeInMemory().plan();
    const subjects = steps.map(({ resource }) => subjectOf(resource));

    expect(steps.every(({ change }) => change.kind === "create")).toBe(true);
    expect(subjects.indexOf("/etc/kubernetes/pki/ca.crt")).toBeLessThan(
      subjects.indexOf("/etc/kubernetes/pki/apiserver.crt"),
    );
    expect(subjects.indexOf("/etc/kubernetes/scheduler.conf")).toBeLessThan(
      subjects.indexOf("/etc/kubernetes/manifests/kube-scheduler.yaml"),
    );
    expect(subjects.at(-1)).toBe("service kubelet");
  });

  it("restarts exactly the Pods that mount a certificate which changes, and says why", async () => {
    const node = new NodeInMemory();
    await node.run();
    node.cluster = { ...node.cluster, apiServer: { ...node.cluster.apiServer, certSANs: ["api.example.com"] } };

    const changes = changesOf(await node.plan());

    expect(changes.map(({ resource }) => subjectOf(resource))).toEqual([
      "/etc/kubernetes/pki/apiserver.crt",
      "/etc/kubernetes/manifests/kube-apiserver.yaml",
    ]);
    expect(changes.map(({ change }) => change)).toEqual([
      { kind: "replace", because: ["it does not carry api.example.com"] },
      { kind: "replace", because: expect.arrayContaining(["/etc/kubernetes/pki/apiserver.crt changes"]) },
    ]);
  });

  it("never plans over what cannot be read", async () => {
    const node = new NodeInMemory();
    await node.run();
    node.files.makeUnreadable("/etc/kubernetes/manifests/etcd.yaml", "EIO");

    const { steps, findings } = await node.plan();

    expect(findings).toMatchObject([
      { level: "reject", what: "/etc/kubernetes/manifests/etcd.yaml cannot be read (EIO)." },
    ]);
    expect(steps.map(({ resource }) => subjectOf(resource))).not.toContain("/etc/kubernetes/manifests/etcd.yaml");
  });

  it("restarts the kubelet where its configuration changes", async () => {
    const node = new NodeInMemory();
    await node.run();
    node.cluster = { ...node.cluster, kubeletConfiguration: { maxPods: 42 } };

    expect(changesOf(await node.plan()).map(({ resource }) => subjectOf(resource))).toEqual([
      "/var/lib/kubelet/config.yaml",
      "service kubelet",
    ]);
  });

  it("plans one phase with an eye on what it needs of others", async () => {
    const node = new NodeInMemory();
    node.phases = new Set(phasesNamed("certs"));
    await node.run();
    node.phases = new Set(phasesNamed("kubeconfig"));
    const { steps, findings } = await node.run();

    expect(findings).toEqual([]);
    expect(steps.map(({ phase }) => phase.split("/")[0])).toEqual(Array.from({ length: 5 }, () => "kubeconfig"));
    expect(node.files.text("/etc/kubernetes/admin.conf")).toContain("kind: Config");
    expect(node.files.text("/etc/kubernetes/manifests/etcd.yaml")).toBeUndefined();
  });
});
