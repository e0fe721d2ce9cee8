import { beforeEach, describe, expect, it } from "vitest";
import type { Component } from "../../../src/domain/component.ts";
import type { Finding } from "../../../src/domain/finding.ts";
import type { HandoffVerdict } from "../../../src/plan/handoff/check-handoff.ts";
import { subjectOf } from "../../../src/domain/step.ts";
import { NodeInMemory } from "../../support/node-in-memory.ts";
import { plannedChange } from "../../support/planned-change.ts";

let node: NodeInMemory;
beforeEach(async () => {
  node = new NodeInMemory();
  await node.run();
});

const doubt: Finding = {
  check: "Handoff-Memory",
  level: "reject",
  what: "100 MiB are available.",
  why: "",
  fix: ["free -m"],
};

function verdicts(kind: HandoffVerdict["kind"], ...components: readonly Component[]) {
  const verdict = { kind, findings: [doubt], room: { cpuMilli: 0, memoryBytes: 0 } } as HandoffVerdict;
  return new Map(components.map((component) => [component, verdict]));
}

function withFlags(): void {
  const { apiServer, scheduler, etcd } = node.cluster;
  const extraArgs = [{ name: "v", value: "4" }];
  node.cluster = {
    ...node.cluster,
    apiServer: { ...apiServer, extraArgs },
    scheduler: { ...scheduler, extraArgs },
    etcd: { ...etcd, extraArgs: [{ name: "snapshot-count", value: "5000" }] } as typeof etcd,
    kubeletConfiguration: { maxPods: 42 },
  };
}

describe("planChange", () => {
  it("changes nothing on a node that was just made", async () => {
    expect(await plannedChange(node)).toEqual({ changes: [], findings: [] });
  });

  it("goes from the kubelet to what others rely on, whatever came first", async () => {
    withFlags();
    node.files.take("/etc/kubernetes/admin.conf");
    const { changes } = await plannedChange(node);
    expect(changes.map(({ target, strategy }) => `${target} ${strategy}`)).toEqual([
      "kubelet none",
      "etcd handoff",
      "kube-apiserver handoff",
      "kube-scheduler handoff",
      "files none",
    ]);
  });

  it("changes an input together with the Pod that reads it, under every profile", async () => {
    for (const profile of ["secure", "kubeadm"] as const) {
      node = new NodeInMemory();
      node.cluster = { ...node.cluster, profile };
      await node.run();
      node.files.take("/etc/kubernetes/scheduler.conf");
      const { changes } = await plannedChange(node);
      expect([profile, ...changes.map(({ target }) => target)]).toEqual([profile, "kube-scheduler"]);
      expect(changes[0]?.because).toEqual(["/etc/kubernetes/scheduler.conf is not there"]);
      expect(changes[0]?.steps[0]?.step.resource).toMatchObject({ id: "scheduler" });
    }
  });

  it("has every Pod that reads a shared file changed, which is made once", async () => {
    node = new NodeInMemory();
    node.cluster = { ...node.cluster, profile: "kubeadm" };
    await node.run();
    const { apiServer, controllerManager } = node.cluster;
    const shared = (component: typeof controllerManager) => ({
      ...component,
      extraArgs: [{ name: "tls-cert-file", value: "/etc/kubernetes/pki/apiserver.crt" }],
    });
    node.cluster = { ...node.cluster, controllerManager: shared(controllerManager) };
    await node.run();
    node.cluster = { ...node.cluster, apiServer: { ...apiServer, certSANs: ["api.example.com"] } };
    const { changes } = await plannedChange(node);
    expect(changes.map(({ target, steps }) => `${target} ${steps.length}`)).toEqual([
      "kube-apiserver 1",
      "kube-controller-manager 0",
    ]);
    expect(changes[1]?.because).toEqual(["/etc/kubernetes/pki/apiserver.crt changes"]);
  });

  it("sees an input that somebody else has changed", async () => {
    const policy = "/etc/kubernetes/audit/policy.yaml";
    const certificate = "/etc/kubernetes/pki/etcd/peer.crt";
    node.files.put(certificate, `${node.files.text(certificate) ?? ""}\n`);
    node.files.put(policy, "kind: Policy\n", 0o600);
    const { changes } = await plannedChange(node);
    expect(changes.map(({ target, because }) => [target, because.at(-1)])).toEqual([
      ["etcd", `${certificate} is not as its Pod started with it`],
      ["kube-apiserver", expect.stringContaining(`${policy} differs in`)],
    ]);
  });

  it("restarts nothing for another mode", async () => {
    node.files.put(
      "/etc/kubernetes/audit/policy.yaml",
      node.files.text("/etc/kubernetes/audit/policy.yaml") ?? "",
      0o666,
    );
    const manifest = "/etc/kubernetes/manifests/etcd.yaml";
    node.files.put(manifest, node.files.text(manifest) ?? "", 0o644);
    const { changes } = await plannedChange(node);
    expect(changes.map(({ target }) => target)).toEqual(["files"]);
    expect(changes[0]?.steps.map(({ step }) => subjectOf(step.resource))).toEqual([
      "/etc/kubernetes/audit/policy.yaml",
      manifest,
    ]);
  });

  it("says in names what differs, and of an input that it does", async () => {
    const { apiServer } = node.cluster;
    const extraArgs = [{ name: "v", value: "4" }];
    node.cluster = { ...node.cluster, apiServer: { ...apiServer, extraArgs, certSANs: ["api.example.com"] } };
    const { changes } = await plannedChange(node);
    expect(changes[0]?.because).toEqual([
      "/etc/kubernetes/pki/apiserver.crt does not carry api.example.com",
      "/etc/kubernetes/manifests/kube-apiserver.yaml differs in --v",
    ]);
    expect(changes[0]?.steps.map(({ differences }) => differences)).toMatchObject([
      [{ kind: "added", path: "SAN" }, { path: "expires" }],
      [
        { kind: "changed", path: "/etc/kubernetes/pki/apiserver.crt", after: "known after apply" },
        { kind: "added", path: "--v", after: "4" },
      ],
    ]);
  });
});

describe("the strategy", () => {
  it("is never a restart of etcd or the API server that nobody asked for", async () => {
    withFlags();
    const { changes, findings } = await plannedChange(node, {
      verdicts: verdicts("impossible", "etcd", "kube-apiserver", "kube-scheduler"),
    });
    expect(changes.map(({ strategy }) => strategy)).toEqual(["none", "handoff", "handoff", "restart"]);
    expect(findings.map(({ level, fix }) => [level, fix.at(-1)])).toEqual([
      ["reject", "Or accept the gap: --strategy restart"],
      ["reject", "Or accept the gap: --strategy restart"],
      ["warn", "free -m"],
    ]);
  });

  it("takes a doubt for a no, unless a handoff was asked for", async () => {
    withFlags();
    const doubtful = verdicts("doubtful", "kube-apiserver");
    expect((await plannedChange(node, { verdicts: doubtful })).findings).toMatchObject([{ level: "reject" }]);
    const asked = await plannedChange(node, { verdicts: doubtful, isAsked: true });
    expect(asked.findings).toEqual([doubt]);
    expect(asked.changes[2]).toMatchObject({ target: "kube-apiserver", strategy: "handoff" });
  });

  it("restarts where that was asked for, and starts what does not serve", async () => {
    withFlags();
    const context = { strategy: "restart", verdicts: verdicts("start", "etcd") } as const;
    const { changes, findings } = await plannedChange(node, context);
    expect(findings).toEqual([]);
    expect(changes.map(({ strategy, disruption }) => `${strategy} ${disruption}`)).toEqual([
      "none none",
      "start none",
      "restart restart",
      "restart restart",
    ]);
  });
});
