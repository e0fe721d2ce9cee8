import { beforeEach, expect, it } from "vitest";
import { explainComponent } from "../../../../src/diagnose/explain/explain-component.ts";
import { EXAMPLE_PLACES } from "../../../support/example-explanation.ts";
import { HealthyHost } from "../../../support/healthy-host.ts";

let host: HealthyHost;
beforeEach(() => {
  host = new HealthyHost();
});
const look = () => explainComponent(host.ports, host.expectation, EXAMPLE_PLACES, "kube-scheduler");

it("looks once at a host on which kubelet and runtime are well", async () => {
  expect((await look()).verdict.kind).toBe("ready");
  expect(host.clock.monotonicMs()).toBe(0);
});

it("looks again where the runtime is away, and then knows that it is stopped", async () => {
  host.runtime.isAvailable = false;
  host.service("containerd", { state: "stopped" });
  expect((await look()).verdict).toMatchObject({ kind: "proven", error: { code: "RuntimeStopped" } });
  expect(host.clock.monotonicMs()).toBeLessThan(5_000);
});

it("does not claim a cause for a runtime that runs and does not answer", async () => {
  host.runtime.isAvailable = false;
  const { verdict } = await look();
  expect(verdict).toMatchObject({ kind: "unproven" });
});

it("does not look again where the first look was slow, so that it stays below 10 s", async () => {
  host.runtime.isAvailable = false;
  host.http.answer("http://127.0.0.1:10248/healthz", () => {
    host.clock.advance(5_000);
    return { kind: "failed", failure: "timeout", message: "no answer" };
  });
  await look();
  expect(host.clock.monotonicMs()).toBe(5_000);
});

it("names the files where the kubelet finds the Pod twice, whatever they are called", async () => {
  const pod =
    "{apiVersion: v1, kind: Pod, metadata: {name: kube-scheduler, namespace: kube-system}, spec: {containers: [{name: x, image: x}]}}";
  host.files.put("/etc/kubernetes/manifests/kube-scheduler.yaml", pod);
  host.files.put("/etc/kubernetes/manifests/kube-scheduler.yaml.bak", pod);
  host.files.put("/etc/kubernetes/manifests/.kube-scheduler.yaml.old", pod);
  const { verdict } = await look();
  expect(verdict).toMatchObject({ kind: "proven", error: { code: "ManifestTwice" } });
  expect(verdict.kind === "proven" && verdict.error.explanation.what).toContain("2 files");
});
