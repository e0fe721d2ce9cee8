import { expect, it } from "vitest";
import type { KubernetesObject } from "../../../../src/domain/kubernetes-object.ts";
import { freeRoom } from "../../../../src/plan/handoff/free-room.ts";

const node: KubernetesObject = {
  apiVersion: "v1",
  kind: "Node",
  metadata: { name: "node-1" },
  status: { allocatable: { cpu: "2", memory: "1Gi", pods: "3" }, capacity: { pods: "9" } },
};
const requests = (cpu: string, memory = "0") => ({ resources: { requests: { cpu, memory } } });

function pod(spec: object, phase = "Running"): KubernetesObject {
  const metadata = { name: "a", namespace: "default" };
  return { apiVersion: "v1", kind: "Pod", metadata, spec: { nodeName: "node-1", ...spec }, status: { phase } };
}
const cpuLeft = (spec: object) => freeRoom(node, [pod(spec)])?.cpuMilli;

it("takes away what the Pods of this Node request, and one slot each, ended ones and others left out", () => {
  const pods = [
    pod({ containers: [requests("250m", "100Mi"), requests("50m")] }),
    pod({ containers: [{}] }, "Pending"),
    pod({ containers: [requests("1")] }, "Succeeded"),
    pod({ containers: [requests("1")] }, "Failed"),
    pod({ containers: [requests("1")], nodeName: "node-2" }),
    pod({ containers: [requests("1")], nodeName: undefined }),
  ];

  expect(freeRoom(node, pods)).toEqual({ cpuMilli: 1700, memoryBytes: 924 * 2 ** 20, podSlots: 1 });
});

it("counts init containers, those that stay, overhead and what is requested for the whole Pod", () => {
  const stays = { ...requests("100m"), restartPolicy: "Always" };

  expect(cpuLeft({ initContainers: [requests("900m")], containers: [requests("200m")] })).toBe(1100);
  expect(cpuLeft({ initContainers: [stays, requests("900m")], containers: [requests("200m")] })).toBe(1000);
  expect(cpuLeft({ initContainers: [stays], containers: [requests("200m")], overhead: { cpu: "50m" } })).toBe(1650);
  expect(cpuLeft({ resources: { requests: { cpu: "1" } }, containers: [requests("200m")] })).toBe(1000);
});

it("goes below zero where more is requested than there is", () => {
  const full = [1, 2, 3, 4].map(() => pod({ containers: [requests("1")] }));

  expect(freeRoom(node, full)).toMatchObject({ cpuMilli: -2000, podSlots: -1 });
});

it("does not take a Node that says nothing for an empty one", () => {
  expect(freeRoom({ ...node, status: {} }, [])).toBeUndefined();
  expect(freeRoom({ ...node, status: { allocatable: { cpu: "2", memory: "1Gi" } } }, [])).toBeUndefined();
});
