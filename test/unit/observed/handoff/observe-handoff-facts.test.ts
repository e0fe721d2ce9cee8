import { expect, it, test } from "vitest";
import { desiredStaticPods } from "../../../../src/desired/manifests/desired-static-pods.ts";
import { COMPONENTS } from "../../../../src/domain/component.ts";
import { DEFAULT_HANDOFF_PORTS } from "../../../../src/domain/handoff/handoff-ports.ts";
import type { HandoffLookPorts } from "../../../../src/observed/handoff/handoff-look-ports.ts";
import { isServing } from "../../../../src/observed/handoff/is-serving.ts";
import { observeHandoffFacts } from "../../../../src/observed/handoff/observe-handoff-facts.ts";
import { checkHandoff } from "../../../../src/plan/handoff/check-handoff.ts";
import { ApiRefused } from "../../../../src/ports/cluster-api.ts";
import type { HttpAnswer } from "../../../../src/ports/http.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import { exampleComponent } from "../../../support/example-snapshot.ts";
import { FakeClusterApi } from "../../../support/fake-cluster-api.ts";
import { FakePacketFilter } from "../../../support/fake-packet-filter.ts";
import { answered } from "../../../support/fake-http.ts";
import { HealthyHost } from "../../../support/healthy-host.ts";

const MEBIBYTE = 2 ** 20;

/** A healthy node, its desired Pods with the very directory and flags that its expectation has. */
async function lookingAt(prepare: (host: HealthyHost, more: Pick<Ports, "api" | "packets">) => void = () => {}) {
  const host = new HealthyHost();
  const api = new FakeClusterApi().put({
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: "node-1" },
    status: { allocatable: { cpu: "2", memory: "4Gi", pods: "110" } },
  });
  const packets = new FakePacketFilter(host.clock);
  host.files.put("/proc/meminfo", `MemTotal: 9 kB\nMemAvailable:  ${700 * 1024} kB\n`);
  for (const { id } of await host.runtime.containers()) {
    const { pid } = await host.runtime.containerStatus(id);
    host.files.put(`/proc/${pid}/status`, `Name:\tx\nVmHWM:\t9 kB\nVmRSS:\t  ${400 * 1024} kB\n`);
  }
  prepare(host, { api, packets });
  const desired = desiredStaticPods(exampleClusterSpec(), exampleNodeSpec(), false).map((pod) => {
    const { command } = exampleComponent(pod.component);
    return { ...pod, view: { ...pod.view, command: [...command, "--v=4"] } };
  });
  const request = { desired, expectation: host.expectation, ports: DEFAULT_HANDOFF_PORTS };
  const { host: facts, components } = await observeHandoffFacts({ ...host.ports, api, packets }, request);
  return { facts, components, verdicts: components.map((component) => checkHandoff(component, facts)), host, packets };
}
interface Ports extends HandoffLookPorts {
  readonly api: FakeClusterApi;
  readonly packets: FakePacketFilter;
}

test("a healthy node can hand over all four, and is left as it is", async () => {
  const { components, facts, host, packets, verdicts } = await lookingAt();

  expect(verdicts).toEqual(
    COMPONENTS.map(() => ({ kind: "possible", room: { cpuMilli: 2000, memoryBytes: 4 * 2 ** 30 } })),
  );
  expect(facts.availableBytes).toEqual({ kind: "present", value: 700 * MEBIBYTE });
  expect(components[1]).toMatchObject({
    component: "kube-apiserver",
    residentBytes: { value: 400 * MEBIBYTE },
    runningCommand: expect.arrayContaining(["--secure-port=6443"]),
  });
  expect([host.files.operations, host.runtime.calls, packets.calls]).toEqual([[], [], []]);
});

test("what cannot be seen makes it doubtful", async () => {
  const { components, facts, verdicts } = await lookingAt(({ files }, { api }) => {
    files.makeUnreadable("/etc/kubernetes/manifests/etcd-handoff.yaml", "EIO");
    files.makeUnreadable("/proc/meminfo", "EACCES");
    api.refuse = () => new ApiRefused(403, "Forbidden", "pods is forbidden");
  });

  expect(verdicts.map(({ kind }) => kind)).toEqual(COMPONENTS.map(() => "doubtful"));
  expect(facts.node).toEqual({ kind: "unreadable", reason: "pods is forbidden" });
  expect(facts.availableBytes).toEqual({ kind: "unreadable", reason: "EACCES" });
  expect(components[0]?.leftovers.kind).toBe("unreadable");
});

test("a runtime that does not answer is not taken for one without Pods", async () => {
  const { components, facts } = await lookingAt(({ runtime }) => {
    runtime.isAvailable = false;
  });

  expect(facts.runtimeUnmet.kind).toBe("unreadable");
  expect(components[0]).toMatchObject({ residentBytes: { kind: "unreadable" }, leftovers: { kind: "unreadable" } });
});

test("a component that refuses connections is there to be started", async () => {
  const { verdicts } = await lookingAt((host) => host.stop("kube-scheduler"));

  expect(verdicts.map(({ kind }) => kind)).toEqual(["possible", "possible", "possible", "start"]);
});

test("finds what an earlier handoff left", async () => {
  const { components } = await lookingAt(({ files, runtime }, { packets }) => {
    files.put("/etc/kubernetes/manifests/etcd-handoff.yaml", "");
    runtime.putSandbox({ id: "second", name: "etcd-handoff-node-1" });
    runtime.putSandbox({ id: "gone", name: "kube-scheduler-handoff-node-1", isReady: false });
    void packets.hold("etcd", ["192.0.2.10"], 6443, 5000, "opened");
  });

  expect(components[0]?.leftovers).toEqual({
    kind: "present",
    value: [
      "The manifest /etc/kubernetes/manifests/etcd-handoff.yaml",
      "The Pod etcd-handoff-node-1",
      "The hold for etcd",
    ],
  });
  expect(components[3]?.leftovers).toEqual({ kind: "present", value: [] });
});

const failed = (failure: "refused" | "timeout" | "tls-expired" | "tls-untrusted"): HttpAnswer => {
  return { kind: "failed", failure, message: failure };
};

it.each<[string, readonly HttpAnswer[], unknown]>([
  ["serves where all probes pass", [answered("ok"), answered("ok")], { kind: "present", value: true }],
  ["does not where nobody listens", [failed("refused")], { kind: "present", value: false }],
  ["does not where it says so itself", [answered("ok"), answered("no", 500)], { kind: "present", value: false }],
  ["does not where its certificate has expired", [failed("tls-expired")], { kind: "present", value: false }],
  ["may serve where it is slow", [failed("refused"), failed("timeout")], { kind: "unreadable", reason: "timeout" }],
  ["may serve others where it refuses us", [answered("", 401)], { kind: "unreadable", reason: "readyz answers 401" }],
  ["may serve where it cannot be asked", [], { kind: "unreadable", reason: "its flags turn its probes off" }],
])("a component %s", (_, answers, seen) => {
  const probe = { name: "readyz", url: "https://192.0.2.10:6443/readyz", isAuthenticated: false };

  expect(isServing(answers.map((answer) => ({ probe, answer })))).toEqual(seen);
});
