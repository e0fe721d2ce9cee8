import { beforeEach, describe, expect, it } from "vitest";
import { explainComponent } from "../../../../src/diagnose/explain/explain-component.ts";
import type { Component } from "../../../../src/domain/component.ts";
import { EXAMPLE_PLACES } from "../../../support/example-explanation.ts";
import { answered } from "../../../support/fake-http.ts";
import { HealthyHost } from "../../../support/healthy-host.ts";

const MANIFEST = "/etc/kubernetes/manifests/kube-scheduler.yaml";
const REFUSED = { kind: "failed", failure: "refused", message: "connect ECONNREFUSED" } as const;

let host: HealthyHost;
beforeEach(() => {
  host = new HealthyHost();
});
const look = async (component: Component = "kube-scheduler", expectation = host.expectation) =>
  explainComponent(host.ports, expectation, EXAMPLE_PLACES, component);
const proven = (code: string) => ({ kind: "proven", error: { code } });

describe("a probe in the manifest", () => {
  const probe = (port: string, path = "/livez") =>
    host.files.put(
      MANIFEST,
      `apiVersion: v1
kind: Pod
metadata: { name: kube-scheduler, namespace: kube-system }
spec:
  containers:
  - name: kube-scheduler
    image: kube-scheduler
    command: ${JSON.stringify(host.expectation.components.find(({ component }) => component === "kube-scheduler")?.command)}
    ports: [{ name: probe-port, containerPort: 10259 }]
    livenessProbe: { httpGet: { host: 127.0.0.1, path: ${path}, port: ${port}, scheme: HTTPS } }`,
    );

  it("that asks where the process listens, by the port's name, is none to speak of", async () => {
    probe("probe-port");
    host.http.answer("https://127.0.0.1:10259/livez", answered("ok"));
    expect((await look()).verdict).toEqual({ kind: "ready" });
  });

  it.each(["it runs", "it is ended"])("that asks elsewhere is named while %s", async (state) => {
    probe("1");
    host.http.answer("https://127.0.0.1:1/livez", REFUSED);
    if (state === "it is ended") {
      host.exit("kube-scheduler", 0, ["Requested to terminate, exiting"]).deny("kube-scheduler");
    }
    const { verdict, chain } = await look();
    expect(verdict).toMatchObject(proven("ProbeFails"));
    expect(chain.find(({ name }) => name === (state === "it runs" ? "health" : "container"))?.state).toBe("failing");
  });

  it("that asks the right port is not to blame for a process that is ended", async () => {
    probe("10259", "/none");
    host.http.answer("https://127.0.0.1:10259/none", REFUSED);
    host.exit("kube-scheduler", 0, []).deny("kube-scheduler");
    expect((await look()).verdict.kind).toBe("unproven");
  });
});

it("a manifest that the kubelet refuses is named while what it took before runs on", async () => {
  host.files.put(
    MANIFEST,
    `apiVersion: v1
kind: Pod
metadata: { name: kube-scheduler, namespace: kube-system }
spec:
  containers: [{ name: kube-scheduler, image: x }]
  volumes: [{ name: s, secret: { secretName: x } }]`,
  );
  const { verdict, chain } = await look();
  expect(verdict).toMatchObject(proven("ManifestNotAccepted"));
  expect(chain.find(({ name }) => name === "manifest")?.summary).toMatch(/secret/iu);
  expect(chain.find(({ name }) => name === "container")?.state).toBe("done");
});

it("etcd is ready and refuses every write: the alarm is named, to those that need it too", async () => {
  const alarm = {
    kind: "answered",
    status: 503,
    body: '{"health":"false","reason":"ALARM NOSPACE"}',
    headers: {},
  } as const;
  host.http.answer("http://127.0.0.1:2381/health", alarm);
  const { verdict, chain } = await look("etcd");
  expect(verdict).toMatchObject(proven("EtcdOutOfSpace"));
  expect(chain.find(({ name }) => name === "health")).toMatchObject({
    state: "failing",
    summary: expect.stringContaining("NOSPACE"),
  });
});

describe("a process that a signal has stopped", () => {
  it("is named where it is the runtime's", async () => {
    host.runtime.isAvailable = false;
    host.service("containerd", { pid: 77 });
    host.files.put("/proc/77/stat", "77 (containerd) T 1 77 77 0");
    expect((await look()).verdict).toMatchObject(proven("RuntimeFrozen"));
  });

  it("is named where it is the kubelet's, and not where that only takes its time", async () => {
    host.http.answer("http://127.0.0.1:10248/healthz", { kind: "failed", failure: "timeout", message: "no answer" });
    host.service("kubelet", { pid: 78 });
    host.files.put("/proc/78/stat", "78 (kubelet) S 1 78 78 0");
    expect((await look()).verdict.kind).toBe("unproven");
    host.files.put("/proc/78/stat", "78 (kubelet) T 1 78 78 0");
    expect((await look()).verdict).toMatchObject(proven("KubeletFrozen"));
  });
});

it("a host that was given another name, once the kubelet goes by it", async () => {
  const renamed = { ...host.expectation, hostname: "Another" };
  expect((await look("kube-scheduler", renamed)).verdict.kind).not.toBe("proven");
  host.runtime.putSandbox({ id: "new", name: "kube-scheduler-another", namespace: "kube-system" });
  expect((await look("kube-scheduler", renamed)).verdict).toMatchObject(proven("NodeRenamed"));
});
