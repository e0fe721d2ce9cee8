import { expect, it } from "vitest";
import { clearPods, stalePods } from "../../../../src/apply/init/stale-pods.ts";
import type { Step } from "../../../../src/domain/step.ts";
import { FakeContainerRuntime } from "../../../support/fake-container-runtime.ts";
import { FakeServices } from "../../../support/fake-services.ts";
import { NodeInMemory } from "../../../support/node-in-memory.ts";

const labels = (component: string) => ({
  "io.kubernetes.pod.namespace": "kube-system",
  "io.kubernetes.pod.name": `${component}-cp1`,
  "io.kubernetes.pod.uid": component,
});

function runtimeWith(states: Readonly<Record<string, "running" | "exited">>): FakeContainerRuntime {
  const runtime = new FakeContainerRuntime();
  for (const [component, state] of Object.entries(states)) {
    runtime.putSandbox({ id: component, name: `${component}-cp1`, labels: labels(component) });
    runtime.putContainer({
      id: `${component}-0`,
      sandboxId: component,
      name: component,
      state,
      labels: labels(component),
    });
  }
  return runtime;
}

async function stepsThatReplace(...components: readonly string[]): Promise<readonly Step[]> {
  const { steps } = await new NodeInMemory().plan();
  return steps.map((step) =>
    step.resource.kind === "static-pod" && components.includes(step.resource.component)
      ? { ...step, change: { kind: "replace", because: ["content differs"] } }
      : step,
  );
}

it("finds Pods whose manifest changes and Pods whose container has ended, and no others", async () => {
  const runtime = runtimeWith({
    etcd: "running",
    "kube-apiserver": "running",
    "kube-scheduler": "exited",
    coredns: "exited",
  });

  const stale = await stalePods("cp1", await stepsThatReplace("kube-apiserver"), runtime);

  expect(stale.map(({ id }) => id).toSorted()).toEqual(["kube-apiserver", "kube-scheduler"]);
});

it("finds none on a host where all goes well", async () => {
  expect(await stalePods("cp1", await stepsThatReplace(), runtimeWith({ etcd: "running" }))).toEqual([]);
});

it("stops the kubelet before it clears them away", async () => {
  const runtime = runtimeWith({ etcd: "exited" });
  const services = new FakeServices().put("kubelet", {});

  await clearPods(await runtime.sandboxes(), { runtime, services });

  expect(services.calls).toEqual(["stop kubelet"]);
  expect(await runtime.sandboxes()).toEqual([]);
});

it("finds none where the runtime is away, which is told elsewhere", async () => {
  const runtime = runtimeWith({ etcd: "exited" });
  runtime.isAvailable = false;
  expect(await stalePods("cp1", [], runtime)).toEqual([]);
});
