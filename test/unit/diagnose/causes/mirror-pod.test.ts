import { expect, it } from "vitest";
import { findCause } from "../../../../src/diagnose/find-cause.ts";
import { exampleSnapshot } from "../../../support/example-snapshot.ts";

const refusal = (why: string) =>
  `E1123 09:39:58.000000       1 kubelet.go:3400] "Failed creating a mirror pod for" err="${why}" pod="kube-system/etcd-node-1"`;
const DENIED = 'pods \\"etcd-node-1\\" is forbidden: violates PodSecurity \\"restricted:latest\\": host namespaces';

function seen(log: readonly string[], isThere: boolean) {
  const snapshot = exampleSnapshot();
  const { mirrorPods } = snapshot.cluster;
  const value = new Map(mirrorPods.kind === "present" ? mirrorPods.value : []);
  if (!isThere) {
    value.delete("etcd-node-1");
  }
  const cluster = { ...snapshot.cluster, mirrorPods: { kind: "present", value } } as const;
  return findCause({ ...snapshot, cluster, kubelet: { ...snapshot.kubelet, log } });
}

it("a Pod that the API refuses is named with the API's reason", () => {
  const error = seen([refusal(DENIED)], false)?.error;
  expect(error?.code).toBe("MirrorPodRefused");
  expect(error?.explanation.what).toContain("PodSecurity");
});

it("one that is there now, or was refused for something that passes, is no cause", () => {
  expect(seen([refusal(DENIED)], true)).toBeUndefined();
  expect(seen([refusal('namespaces \\"kube-system\\" not found')], false)).toBeUndefined();
  expect(seen([], false)).toBeUndefined();
});
