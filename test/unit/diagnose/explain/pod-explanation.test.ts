import { describe, expect, it } from "vitest";
import type { PodExplanation } from "../../../../src/diagnose/explain/pod-explanation.ts";
import type { ComponentExpectation } from "../../../../src/diagnose/expectation.ts";
import type { ComponentSymptoms, Snapshot } from "../../../../src/diagnose/snapshot/snapshot.ts";
import { clusterAway } from "../../../../src/diagnose/snapshot/read-cluster.ts";
import { explained } from "../../../support/example-explanation.ts";
import {
  EXAMPLE_NOW,
  exampleComponent,
  exampleContainer,
  examplePod,
  exampleSnapshot,
  exampleSymptoms,
  exitedSymptoms,
  REFUSED,
  RUNNING_SERVICE,
} from "../../../support/example-snapshot.ts";

const scheduler = exampleComponent("kube-scheduler");
const server = exampleComponent("kube-apiserver");
const wrong = (expected: ComponentExpectation) => ({ ...expected, command: [...expected.command, "--x"] });
const states = ({ chain }: PodExplanation) => Object.fromEntries(chain.map(({ name, state }) => [name, state]));
const snapshotWith = (symptoms: ComponentSymptoms, changes: Partial<Snapshot> = {}) =>
  exampleSnapshot(changes, [symptoms]);

describe("a Pod that is ready", () => {
  it("has every link done", () => {
    const explanation = explained(exampleSnapshot(), "kube-scheduler");
    expect(new Set(Object.values(states(explanation)))).toEqual(new Set(["done"]));
    expect(explanation.verdict).toEqual({ kind: "ready" });
  });

  it("has a lease only where it elects somebody", () => {
    expect(explained(exampleSnapshot(), "etcd").chain.map(({ name }) => name)).not.toContain("lease");
  });

  it("is ready without an API that could show it", () => {
    const explanation = explained(exampleSnapshot({ cluster: clusterAway("the API server is not ready") }), "etcd");
    expect(states(explanation)["mirror Pod"]).toBe("could not tell");
    expect(explanation.verdict.kind).toBe("ready");
  });

  it("may stand by while another node leads", () => {
    const leases = new Map([["kube-scheduler", { holder: "node-2_1", renewedAt: EXAMPLE_NOW }]]);
    const { cluster } = exampleSnapshot();
    const snapshot = exampleSnapshot({ cluster: { ...cluster, leases: { kind: "present", value: leases } } });
    const explanation = explained(snapshot, "kube-scheduler");
    expect(explanation.verdict.kind).toBe("ready");
    expect(explanation.chain.find(({ name }) => name === "lease")?.summary).toContain("node-2");
  });
});

describe("a Pod that is not ready", () => {
  it("breaks where its container ended, and what comes after is not reached", () => {
    const log = ["Error: unknown flag: --x"];
    const explanation = explained(snapshotWith(exitedSymptoms(wrong(scheduler), 1, log)), "kube-scheduler");
    expect(states(explanation)).toEqual({
      kubelet: "done",
      manifest: "done",
      image: "done",
      sandbox: "done",
      container: "failing",
      process: "not reached",
      listening: "not reached",
      health: "not reached",
      lease: "done",
      "mirror Pod": "done",
    });
    expect(explanation.verdict).toMatchObject({ kind: "proven", of: undefined, error: { code: "UnknownFlag" } });
  });

  it("has no cause where none is proven", () => {
    const explanation = explained(snapshotWith(exitedSymptoms(scheduler, 7, ["out of cheese"])), "kube-scheduler");
    expect(explanation.verdict).toMatchObject({
      kind: "unproven",
      known: ["container: kube-scheduler exited with status 7; started once"],
      next: ["steadyplane logs kube-scheduler", "steadyplane service logs kubelet -n 100"],
    });
    expect(explanation.chain.find(({ name }) => name === "container")?.evidence).toContain("log: out of cheese");
  });

  it("is not blamed for what it needs", () => {
    const explanation = explained(
      snapshotWith(exitedSymptoms(wrong(server), 1, ["Error: unknown flag: --x"]), {
        cluster: clusterAway("not ready"),
      }),
      "kube-scheduler",
    );
    expect(explanation.verdict).toMatchObject({ kind: "proven", of: "kube-apiserver" });
  });

  it("is not explained with a Pod that it does not need", () => {
    const snapshot = exampleSnapshot({}, [
      exitedSymptoms(wrong(scheduler), 1, ["Error: unknown flag: --x"]),
      exitedSymptoms(server, 7, ["out of cheese"]),
    ]);
    expect(explained(snapshot, "kube-apiserver").verdict.kind).toBe("unproven");
  });

  it("says that there is no manifest, and that this is the cause", () => {
    const absent = exampleSymptoms(scheduler, {
      manifest: { kind: "absent" },
      pod: { ...examplePod(scheduler), sandbox: undefined },
      process: undefined,
      image: "absent",
      probes: scheduler.probes.map((probe) => ({ probe, answer: REFUSED })),
    });
    const explanation = explained(snapshotWith(absent), "kube-scheduler");
    expect(states(explanation)).toMatchObject({ manifest: "failing", image: "not reached", sandbox: "not reached" });
    expect(explanation.verdict).toMatchObject({ kind: "proven", error: { code: "ManifestMissing" } });
  });

  it("names the health checks that fail", () => {
    const body = "[+]ping ok\n[-]etcd failed: reason withheld\nhealthz check failed";
    const failing = exampleSymptoms(server, {
      probes: server.probes.map((probe) => ({ probe, answer: { kind: "answered", status: 500, body, headers: {} } })),
    });
    const health = explained(snapshotWith(failing), "kube-apiserver").chain.find(({ name }) => name === "health");
    expect(health).toMatchObject({ state: "failing", evidence: ["readyz: etcd fails"] });
  });

  it("shows the flags that the process has and the manifest has not", () => {
    const process = { pid: 100, name: "kube-scheduler", args: [...scheduler.command, "--v=9"], startedAt: 0 };
    const explanation = explained(snapshotWith(exampleSymptoms(scheduler, { process })), "kube-scheduler");
    expect(explanation.chain.find(({ name }) => name === "process")).toMatchObject({
      state: "failing",
      evidence: ["only the process has --v=9"],
    });
  });

  it("shows no secret of a command line", () => {
    const args = [...scheduler.command, "--token=abcdef.0123456789abcdef"];
    const process = { pid: 100, name: "kube-scheduler", args, startedAt: 0 };
    const text = JSON.stringify(explained(snapshotWith(exampleSymptoms(scheduler, { process })), "kube-scheduler"));
    expect(text).not.toContain("0123456789abcdef");
  });

  it("has a lease that nobody renews", () => {
    const leases = new Map([["kube-scheduler", { holder: "node-1_1", renewedAt: EXAMPLE_NOW - 60_000 }]]);
    const { cluster } = exampleSnapshot();
    const snapshot = exampleSnapshot({ cluster: { ...cluster, leases: { kind: "present", value: leases } } });
    expect(states(explained(snapshot, "kube-scheduler"))["lease"]).toBe("failing");
  });

  it("may have run before and been started often", () => {
    const pod = {
      ...examplePod(server),
      restarts: 4,
      running: exampleContainer(server, { attempt: 4 }),
      exited: exampleContainer(server, { exitCode: 137, reason: "OOMKilled", attempt: 3 }),
    };
    const container = explained(snapshotWith(exampleSymptoms(server, { pod })), "kube-apiserver").chain[4];
    expect(container?.evidence).toEqual([
      "kube-apiserver was started 5 times; last it exited with status 137 (OOMKilled), attempt 4",
    ]);
  });
});

describe("a layer that is away", () => {
  it("without a runtime, the process table still shows the process", () => {
    const away = exampleSymptoms(scheduler, {
      pod: { ...examplePod(scheduler), sandbox: undefined },
      process: undefined,
      image: "unknown",
    });
    const snapshot = snapshotWith(away, { runtime: { kind: "away", reason: "Version was not answered within 2 s" } });
    const table = [{ pid: 7, name: "kube-scheduler", args: scheduler.command, startedAt: 1 }];
    const explanation = explained(snapshot, "kube-scheduler", table);
    expect(states(explanation)).toMatchObject({
      image: "could not tell",
      sandbox: "could not tell",
      container: "could not tell",
      process: "done",
      health: "done",
    });
    expect(explanation.verdict).toMatchObject({
      kind: "unproven",
      next: [
        "steadyplane service status containerd",
        "steadyplane service logs containerd",
        "steadyplane service logs kubelet -n 100",
      ],
    });
  });

  it("without a kubelet, what runs is still seen, and the kubelet is the cause", () => {
    const kubelet = {
      status: { ...RUNNING_SERVICE, state: "stopped" as const },
      log: [],
      isFrozen: false,
      healthz: REFUSED,
      configuration: "",
    };
    const spans = { runtimeAway: undefined, kubeletUnhealthy: EXAMPLE_NOW - 4_000, apiReady: undefined };
    const explanation = explained(exampleSnapshot({ kubelet, spans }), "etcd");
    expect(states(explanation)).toMatchObject({ kubelet: "failing", container: "done", health: "done" });
    expect(explanation.verdict).toMatchObject({ kind: "proven", of: "kubelet", error: { code: "KubeletStopped" } });
  });

  it("without a runtime and a manifest, no process is taken for the Pod's", () => {
    const nothing = exampleSymptoms(
      { ...scheduler, command: [] },
      {
        manifest: { kind: "absent" },
        pod: { ...examplePod(scheduler), sandbox: undefined },
        process: undefined,
      },
    );
    const snapshot = snapshotWith(nothing, { runtime: { kind: "away", reason: "gone" } });
    const table = [{ pid: 2, name: "kthreadd", args: [], startedAt: 1 }];
    expect(states(explained(snapshot, "kube-scheduler", table))["process"]).toBe("could not tell");
  });
});
