import { beforeEach, describe, expect, it } from "vitest";
import { awaitControlPlane } from "../../../src/diagnose/await-control-plane.ts";
import { ToolError } from "../../../src/errors/tool-error.ts";
import { HealthyHost } from "../../support/healthy-host.ts";
import { answered } from "../../support/fake-http.ts";
import { RecordingReporter } from "../../support/recording-reporter.ts";
import { recorded, recordedLines } from "../../support/recorded.ts";

const TIMEOUT_MS = 240_000;

let host: HealthyHost;
let reporter: RecordingReporter;
beforeEach(() => {
  host = new HealthyHost();
  reporter = new RecordingReporter();
});

function wait(signal = new AbortController().signal) {
  return awaitControlPlane(host.expectation, host.ports, { reporter, signal, timeoutMs: TIMEOUT_MS });
}
async function failure(): Promise<ToolError> {
  const error: unknown = await wait().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ToolError);
  return error as ToolError;
}

describe("awaitControlPlane", () => {
  it("ends at once on a healthy host, each stage done once", async () => {
    const { tookMs, view } = await wait();
    expect(tookMs).toBe(0);
    expect(view.isHealthy).toBe(true);
    expect(reporter.of("stage-done").map(({ stage }) => stage)).toEqual([
      "kubelet",
      "etcd",
      "kube-apiserver",
      "kube-controller-manager",
      "kube-scheduler",
      "node",
    ]);
  });

  it("goes on while something heals, and says what it waits for", async () => {
    host.stop("kube-apiserver");
    host.clock.at(3_000, () => host.start("kube-apiserver"));
    host.clock.at(3_000, () =>
      host.http.answer("https://192.0.2.10:6443/readyz", answered(recorded("kube-apiserver/readyz-starting.txt"), 500)),
    );
    host.clock.at(5_000, () => host.http.answer("https://192.0.2.10:6443/readyz", answered("ok")));
    const { tookMs } = await wait();
    expect(tookMs).toBeGreaterThanOrEqual(5_000);
    expect(tookMs).toBeLessThan(5_500);
    const details = reporter.of("stage-detail").filter(({ stage }) => stage === "kube-apiserver");
    expect(details.map(({ detail }) => detail)).toEqual([
      "sandbox created, image present, container not started",
      expect.stringMatching(/^container started, readyz 1 of \d+ checks left: poststarthook\/rbac\/bootstrap-roles$/u),
    ]);
  });

  it("asks for a lease that the running instance has renewed", async () => {
    host.lease("kube-scheduler", "node-1_old", host.startedAt - 1_000);
    host.clock.at(2_000, () => host.lease("kube-scheduler", "node-1_new", host.startedAt + 1));
    await wait();
    const details = reporter.of("stage-detail").map(({ detail }) => detail);
    expect(details).toContain("Lease kube-scheduler not yet renewed by this instance");
  });

  it("asks for mirror Pods of the Pods that run", async () => {
    host.mirrorPod("etcd", "another-hash");
    host.clock.at(2_000, () => host.mirrorPod("etcd"));
    await wait();
    const details = reporter.of("stage-detail").filter(({ stage }) => stage === "node");
    expect(details.map(({ detail }) => detail)).toEqual(["mirror Pod etcd-node-1 still shows another manifest"]);
  });

  it("does not take a process with other arguments for the one that is awaited", async () => {
    host.runAs("etcd", ["etcd", "--name=old"]);
    const error = await failure();
    expect(error.code).toBe("NotHealthyInTime");
    expect(error.explanation.what).toContain("etcd: the process does not run with the manifest's command line");
  });

  it("ends within two seconds on a cause that cannot heal", async () => {
    host.stop("etcd");
    host.clock.at(4_000, () => host.exit("etcd", 1, recordedLines("etcd/missing-file.log")));
    const error = await failure();
    expect(error.code).toBe("ComponentFileUnusable");
    expect(error.evidence.join("\n")).toContain("no such file or directory");
    expect(host.clock.monotonicMs()).toBeLessThanOrEqual(6_000);
    expect(reporter.of("stage-failed")).toEqual([
      { kind: "stage-failed", stage: "etcd", error: error.explanation.what },
    ]);
  });

  it("names a runtime that is stopped, and not what follows from it", async () => {
    host.runtime.isAvailable = false;
    host.service("containerd", { state: "stopped", lastExit: "signal SIGKILL" });
    const error = await failure();
    expect(error.code).toBe("RuntimeStopped");
    expect(host.clock.monotonicMs()).toBeLessThan(10_000);
  });

  it("lists at the time limit everything that is missing, with its evidence", async () => {
    host.stop("kube-apiserver");
    host.deny("kube-scheduler");
    const error = await failure();
    expect(error.code).toBe("NotHealthyInTime");
    expect(error.explanation.what).toContain("not healthy after 240 s");
    expect(error.explanation.what).toContain("kube-apiserver: sandbox created, image present, container not started");
    expect(error.explanation.what).toContain("kube-scheduler: container started, livez not listening yet");
    expect(error.explanation.what).toContain("node: Node node-1 not known");
    expect(host.clock.monotonicMs()).toBe(TIMEOUT_MS);
  });

  it("asks cheaply: a healthy component is not asked at every tick", async () => {
    host.deny("kube-scheduler");
    await failure();
    const asked = host.http.requests.filter(({ url }) => url.startsWith("http://127.0.0.1:2381")).length;
    expect(asked).toBeLessThan(200);
  });

  it("rejects with the signal's reason", async () => {
    host.stop("etcd");
    const controller = new AbortController();
    host.clock.at(1_000, () => controller.abort(new Error("interrupted")));
    await expect(wait(controller.signal)).rejects.toThrow("interrupted");
  });
});
