import { absolute } from "../../src/domain/absolute-path.ts";
import type { Component } from "../../src/domain/component.ts";
import { Confidential } from "../../src/domain/confidential.ts";
import { componentProbes } from "../../src/diagnose/component-probes.ts";
import type { ComponentExpectation, Expectation } from "../../src/diagnose/expectation.ts";
import type { ComponentSymptoms, PodSymptoms, Snapshot } from "../../src/diagnose/snapshot/snapshot.ts";
import type { ContainerStatus } from "../../src/ports/container-runtime.ts";
import type { HttpAnswer } from "../../src/ports/http.ts";
import type { ServiceStatus } from "../../src/ports/services.ts";

/** When the example is looked at; its containers started a minute before. */
export const EXAMPLE_NOW = new Date(2026, 10, 23, 9, 40, 0).getTime();
const STARTED = EXAMPLE_NOW - 60_000;
const OK: HttpAnswer = { kind: "answered", status: 200, body: "ok", headers: {} };
export const REFUSED: HttpAnswer = { kind: "failed", failure: "refused", message: "connect ECONNREFUSED" };
export const RUNNING_SERVICE: ServiceStatus = {
  state: "running",
  pid: 1,
  startedAt: STARTED,
  restarts: 0,
  lastExit: undefined,
};

const COMMANDS: Readonly<Record<Component, readonly string[]>> = {
  etcd: [
    "etcd",
    "--cert-file=/etc/kubernetes/pki/etcd/server.crt",
    "--data-dir=/var/lib/etcd",
    "--initial-advertise-peer-urls=https://127.0.0.1:22380",
    "--listen-metrics-urls=http://127.0.0.1:2381",
    "--name=node-1",
    "--trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt",
  ],
  "kube-apiserver": [
    "kube-apiserver",
    "--advertise-address=192.0.2.10",
    "--etcd-cafile=/etc/kubernetes/pki/etcd/ca.crt",
    "--etcd-certfile=/etc/kubernetes/pki/apiserver-etcd-client.crt",
    "--etcd-servers=https://127.0.0.1:2379",
    "--secure-port=6443",
    "--tls-cert-file=/etc/kubernetes/pki/apiserver.crt",
    "--tls-private-key-file=/etc/kubernetes/pki/apiserver.key",
  ],
  "kube-controller-manager": ["kube-controller-manager", "--bind-address=127.0.0.1", "--leader-elect=true"],
  "kube-scheduler": ["kube-scheduler", "--bind-address=127.0.0.1", "--leader-elect=true"],
};

export function exampleComponent(component: Component, extraFlags: readonly string[] = []): ComponentExpectation {
  const command = [...COMMANDS[component], ...extraFlags];
  return {
    component,
    manifestPath: absolute(`/etc/kubernetes/manifests/${component}.yaml`),
    podName: `${component}-node-1`,
    image: `registry.k8s.io/${component}:v1.37.2`,
    imagePullPolicy: "IfNotPresent",
    command,
    probes: componentProbes(component, command, "192.0.2.10"),
    lease: component === "kube-controller-manager" || component === "kube-scheduler" ? component : undefined,
    manifestWrittenAt: undefined,
    inputsWrittenAt: undefined,
  };
}

/** A node with all four components. */
export function exampleExpectation(changes: Partial<Expectation> = {}): Expectation {
  return {
    nodeName: "node-1",
    hostname: "node-1",
    staticPodPath: absolute("/etc/kubernetes/manifests"),
    kubeletConfigPath: absolute("/var/lib/kubelet/config.yaml"),
    components: [
      exampleComponent("etcd"),
      exampleComponent("kube-apiserver"),
      exampleComponent("kube-controller-manager"),
      exampleComponent("kube-scheduler"),
    ],
    api: { server: "https://192.0.2.10:6443", caPem: "CA", certPem: "CERT", keyPem: new Confidential("KEY") },
    kubeletHealthz: "http://127.0.0.1:10248/healthz",
    dataPaths: [],
    gates: { leases: true, node: true, mirrorPods: true },
    ...changes,
  };
}

/** A healthy component. */
export function exampleSymptoms(
  expected: ComponentExpectation,
  changes: Partial<ComponentSymptoms> = {},
): ComponentSymptoms {
  return {
    expected,
    manifest: { kind: "present", value: { isExpected: true } },
    image: "present",
    pod: { ...examplePod(expected), running: exampleContainer(expected, {}) },
    exitLog: [],
    runLog: [],
    process: { pid: 100, name: expected.component.slice(0, 15), args: expected.command, startedAt: STARTED },
    probes: expected.probes.map((probe) => ({ probe, answer: OK })),
    alarms: [],
    syncErrors: [],
    ...changes,
  };
}

/** A Pod with a sandbox and no container. */
export function examplePod({ component, podName }: ComponentExpectation): PodSymptoms {
  const uid = `uid-${component}`;
  const sandbox = {
    id: `sandbox-${component}`,
    name: podName,
    namespace: "kube-system",
    uid,
    isReady: true,
    createdAt: STARTED,
    labels: {},
    annotations: { "kubernetes.io/config.hash": uid },
  };
  return { sandbox, isOld: false, running: undefined, exited: undefined, restarts: 0 };
}

/** A container that runs; with `exitCode` one that ended. */
export function exampleContainer(
  { component, image }: ComponentExpectation,
  changes: Partial<ContainerStatus>,
): ContainerStatus {
  return {
    id: `container-${component}`,
    sandboxId: `sandbox-${component}`,
    name: component,
    attempt: 0,
    state: changes.exitCode === undefined ? "running" : "exited",
    image,
    createdAt: STARTED,
    labels: {},
    annotations: {},
    pid: changes.exitCode === undefined ? 100 : undefined,
    startedAt: STARTED,
    finishedAt: STARTED + 500,
    exitCode: 0,
    reason: "",
    message: "",
    logPath: `/var/log/pods/kube-system_${component}/0.log`,
    ...changes,
  };
}

/** A component whose only attempt ended with `exitCode` and printed `log`. */
export function exitedSymptoms(
  expected: ComponentExpectation,
  exitCode: number,
  log: readonly string[],
  changes: Partial<ComponentSymptoms> = {},
): ComponentSymptoms {
  const exited = exampleContainer(expected, { exitCode, reason: "Error" });
  return exampleSymptoms(expected, {
    pod: { ...examplePod(expected), exited },
    exitLog: log,
    process: undefined,
    probes: expected.probes.map((probe) => ({ probe, answer: REFUSED })),
    alarms: [],
    ...changes,
  });
}

/** A healthy node with its leases and mirror Pods; `components` replace those of the same name. */
export function exampleSnapshot(
  changes: Partial<Snapshot> = {},
  components: readonly ComponentSymptoms[] = [],
): Snapshot {
  const expectation = changes.expectation ?? exampleExpectation();
  return {
    at: EXAMPLE_NOW,
    since: STARTED,
    expectation,
    runtime: {
      kind: "answers",
      version: { name: "containerd", version: "2.1.0", apiVersion: "v1" },
      unmet: [],
      podNames: [],
    },
    containerd: { status: RUNNING_SERVICE, isFrozen: false, log: [] },
    kubelet: { isFrozen: false, status: RUNNING_SERVICE, log: [], healthz: OK, configuration: "" },
    components: expectation.components.map(
      (expected) =>
        components.find((symptoms) => symptoms.expected.component === expected.component) ?? exampleSymptoms(expected),
    ),
    cluster: exampleCluster(expectation),
    disks: [],
    listeners: [],
    spans: { runtimeAway: undefined, kubeletUnhealthy: undefined, apiReady: STARTED },
    ...changes,
  };
}

function exampleCluster({ components }: Expectation): Snapshot["cluster"] {
  const lease = { holder: "node-1_0b6f", renewedAt: EXAMPLE_NOW - 1_000 };
  const mirrorPods = components.map(
    ({ component, podName }) => [podName, { configHash: `uid-${component}`, phase: "Running", reason: "" }] as const,
  );
  return {
    node: { kind: "present", value: { isReady: true, kubeletVersion: "v1.37.2" } },
    leases: { kind: "present", value: new Map(components.map(({ component }) => [component, lease])) },
    mirrorPods: { kind: "present", value: new Map(mirrorPods) },
  };
}
