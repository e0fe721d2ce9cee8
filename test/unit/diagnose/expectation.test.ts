import { describe, expect, it } from "vitest";
import { absolute } from "../../../src/domain/absolute-path.ts";
import type { StaticPodResource } from "../../../src/domain/resource.ts";
import type { Step } from "../../../src/domain/step.ts";
import { expectationFromManifests } from "../../../src/diagnose/expectation-from-manifests.ts";
import { expectationFromSpecs } from "../../../src/diagnose/expectation-from-specs.ts";
import { writtenTimes } from "../../../src/diagnose/written-times.ts";
import { exampleComponent, exampleExpectation } from "../../support/example-snapshot.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../support/example-specs.ts";
import { HealthyHost } from "../../support/healthy-host.ts";
import { InMemoryFileSystem } from "../../support/in-memory-file-system.ts";

const SOURCE = {
  nodeName: "node-1",
  hostname: "node-1",
  staticPodPath: absolute("/etc/kubernetes/manifests"),
  kubeletConfigPath: absolute("/var/lib/kubelet/config.yaml"),
  access: exampleExpectation().api,
  address: "192.0.2.10",
};

describe("expectationFromManifests", () => {
  it("reads from the manifests what each component should be", async () => {
    const { files } = new HealthyHost();
    const expectation = await expectationFromManifests(files, SOURCE);
    expect(expectation.components).toEqual(exampleExpectation().components);
    expect(expectation.api?.server).toBe("https://192.0.2.10:6443");
  });

  it("expects the control plane where there are no manifests", async () => {
    const expectation = await expectationFromManifests(new InMemoryFileSystem(), SOURCE);
    expect(expectation.components.map(({ component }) => component)).toEqual([
      "kube-apiserver",
      "kube-controller-manager",
      "kube-scheduler",
    ]);
  });

  it("follows the kubelet's configuration", async () => {
    const at = (text: string) =>
      expectationFromManifests(new InMemoryFileSystem().put("/var/lib/kubelet/config.yaml", text), SOURCE);
    expect((await at("healthzPort: 0")).kubeletHealthz).toBeUndefined();
    expect((await at("healthzBindAddress: 0.0.0.0\nhealthzPort: 99")).kubeletHealthz).toBe(
      "http://127.0.0.1:99/healthz",
    );
    expect((await at("{ broken")).kubeletHealthz).toBe("http://127.0.0.1:10248/healthz");
  });
});

describe("writtenTimes", () => {
  const pod = { kind: "static-pod", component: "etcd", view: { volumes: [{ path: "/etc/kubernetes/pki/etcd" }] } };
  const step = (resource: object, kind: "keep" | "create"): Step =>
    ({ phase: "", resource: resource as StaticPodResource, change: { kind } }) as Step;

  it("knows whose manifest and whose files have changed", () => {
    expect(writtenTimes([step(pod, "create")], 7)).toEqual({ manifestWrittenAt: { etcd: 7 }, inputsWrittenAt: {} });
    const certificate = {
      kind: "certificate",
      certPath: "/etc/kubernetes/pki/etcd/server.crt",
      keyPath: "/etc/kubernetes/pki/etcd/server.key",
    };
    expect(writtenTimes([step(pod, "keep"), step(certificate, "create")], 7)).toEqual({
      manifestWrittenAt: {},
      inputsWrittenAt: { etcd: 7 },
    });
    expect(writtenTimes([step(pod, "keep"), step(certificate, "keep")], 7).inputsWrittenAt).toEqual({});
  });
});

describe("expectationFromSpecs", () => {
  const pod = (component: string, kind: "keep" | "create"): Step =>
    ({
      phase: "",
      resource: { kind: "static-pod", component, view: { volumes: [] } },
      change: { kind },
    }) as unknown as Step;
  const gatesAfter = async (...steps: readonly Step[]) => {
    const specs = { cluster: exampleClusterSpec(), node: exampleNodeSpec() };
    return (await expectationFromSpecs(specs, steps, undefined, 7, { files: new InMemoryFileSystem() })).gates;
  };

  it("waits for mirror Pods only where the API stays up", async () => {
    expect((await gatesAfter(pod("kube-scheduler", "create"))).mirrorPods).toBe(true);
    expect((await gatesAfter(pod("etcd", "create"))).mirrorPods).toBe(false);
    expect((await gatesAfter(pod("kube-apiserver", "create"))).mirrorPods).toBe(false);
    expect((await gatesAfter(pod("etcd", "keep"))).mirrorPods).toBe(true);
  });
});

it("a component's Pod is named after the Node", () => {
  expect(exampleComponent("etcd").podName).toBe("etcd-node-1");
});
