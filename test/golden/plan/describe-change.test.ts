import { expect, it } from "vitest";
import { describeChange } from "../../../cli/output/describe-change.ts";
import type { Component } from "../../../src/domain/component.ts";
import type { HandoffVerdict } from "../../../src/plan/handoff/check-handoff.ts";
import { NodeInMemory } from "../../support/node-in-memory.ts";
import { plannedChange } from "../../support/planned-change.ts";

const FIRST = { node: "cp1", configuration: "/etc/steadyplane/cluster.yaml" };

async function changedNode(): Promise<NodeInMemory> {
  const node = new NodeInMemory();
  await node.run();
  const { apiServer, scheduler, etcd } = node.cluster;
  node.cluster = {
    ...node.cluster,
    apiServer: {
      ...apiServer,
      certSANs: ["api.example.com"],
      extraArgs: [
        { name: "v", value: "4" },
        { name: "max-requests-inflight", value: "800" },
      ],
      extraVolumes: [
        { name: "webhook", hostPath: "/etc/webhook", mountPath: "/etc/webhook", readOnly: true, pathType: "Directory" },
      ],
    },
    etcd: { ...etcd, extraArgs: [{ name: "snapshot-count", value: "5000" }] } as typeof etcd,
    scheduler: { ...scheduler, extraEnvs: [{ name: "PROXY_PASSWORD", value: "hidden" }] },
    kubeletConfiguration: { maxPods: 42, evictionHard: { "memory.available": "200Mi" } },
  };
  node.files.take("/etc/kubernetes/admin.conf");
  return node;
}

it("describes every kind of change", async () => {
  const change = await plannedChange(await changedNode());
  await expect(`${describeChange({ ...FIRST, ...change })}\n`).toMatchFileSnapshot("handoff.txt");
});

it("describes a change that some of the components cannot make by handoff", async () => {
  const reject = { check: "Handoff-Memory", level: "reject", what: "100 MiB of memory are available." } as const;
  const impossible: HandoffVerdict = { kind: "impossible", findings: [{ ...reject, why: "", fix: ["free -m"] }] };
  const verdicts = new Map<Component, HandoffVerdict>([
    ["kube-scheduler", impossible],
    ["etcd", { kind: "start" }],
  ]);
  const change = await plannedChange(await changedNode(), { verdicts });
  await expect(`${describeChange({ ...FIRST, ...change })}\n`).toMatchFileSnapshot("restart.txt");
});

it("needs one line where nothing changes", async () => {
  const node = new NodeInMemory();
  await node.run();
  const change = await plannedChange(node);
  expect(describeChange({ ...FIRST, ...change })).toBe("No changes. cp1 is as /etc/steadyplane/cluster.yaml says.");
});
