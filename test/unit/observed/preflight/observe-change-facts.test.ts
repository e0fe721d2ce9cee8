import { expect, test } from "vitest";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import { observeChangeFacts } from "../../../../src/observed/preflight/observe-change-facts.ts";
import type { ChangeRequest } from "../../../../src/plan/preflight/change/change-facts.ts";
import { secretFiles } from "../../../../src/plan/preflight/change/secret-files.ts";
import { writesOf } from "../../../../src/plan/writes-of.ts";
import { checkChange } from "../../../../src/plan/preflight/change/check-change.ts";
import { FakeContainerRuntime } from "../../../support/fake-container-runtime.ts";
import { FakeHttp } from "../../../support/fake-http.ts";
import { FakeProcesses } from "../../../support/fake-processes.ts";
import { NodeInMemory } from "../../../support/node-in-memory.ts";

const HEALTHZ = "http://127.0.0.1:10248/healthz";

/** A node that init has made, and what is asked where everything in it is to be replaced. */
async function madeNode() {
  const node = new NodeInMemory();
  await node.run();
  node.files.put("/proc/self/mounts", "/dev/sda1 / ext4 rw 0 0\n");
  node.services.put("kubelet", { state: "running" });
  const resources = node.desired().map(({ resource }) => resource);
  const request: ChangeRequest = {
    targets: new Set(["kube-apiserver"]),
    writes: resources.flatMap(writesOf),
    manifests: resources.flatMap((resource) => (resource.kind === "static-pod" ? [resource.path] : [])),
    secrets: secretFiles(resources),
    pairs: [],
    snapshotBytes: 0,
    builtAt: undefined,
  };
  const ports = {
    ...node.ports,
    files: node.files,
    processes: new FakeProcesses(),
    interfaces: { addresses: () => [] },
    runtime: new FakeContainerRuntime(),
    http: new FakeHttp().answer(HEALTHZ, { kind: "answered", status: 200, body: "ok", headers: {} }),
  };
  const findings = async () =>
    checkChange(node.cluster, node.node, await observeChangeFacts(ports, node.cluster, node.node, request));
  return { node, ports, findings };
}

test("a node as init made it passes every check, and nothing is changed by looking", async () => {
  const { node, findings } = await madeNode();
  const operations = node.files.operations.length;
  expect(await findings()).toEqual([]);
  expect(node.files.operations).toHaveLength(operations);
});

test("sees what was done to it", async () => {
  const { node, ports, findings } = await madeNode();
  await node.files.setStatus(absolute("/etc/kubernetes/pki/sa.key"), 0o644, "root:root");
  await node.files.setStatus(absolute("/etc/kubernetes/pki/etcd"), 0o777, "root:root");
  node.files.put("/etc/kubernetes/manifests/notes", "a: [1");
  ports.http.answer(HEALTHZ, { kind: "failed", failure: "refused", message: "connect ECONNREFUSED" });
  expect((await findings()).map(({ check }) => check)).toEqual([
    "KubeletRunning",
    "StaticPodPath-notes",
    "DirTrusted--etc-kubernetes-pki-etcd",
    "KeyMode--etc-kubernetes-pki-sa.key",
  ]);
});
