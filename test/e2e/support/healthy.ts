import { expect } from "vitest";
import type { TestHost } from "../../lab/test-host.ts";
import { eventually, kubectl } from "./steadyplane.ts";

export const COMPONENTS = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"] as const;

/** Fails unless this host is a control plane that works: ready, registered, with its mirror Pods, and with its leases held. */
export async function expectHealthy(host: TestHost): Promise<void> {
  expect(await kubectl(host, "get", "--raw", "/readyz")).toBe("ok");
  await eventually("the Node is Ready", 60_000, async () => {
    const nodes = await kubectl(host, "get", "nodes", "--no-headers");
    return nodes.trim().split("\n").length === 1 && / Ready /u.test(nodes);
  });
  for (const component of COMPONENTS) {
    await eventually(`the Pod of ${component} is Running`, 60_000, async () => {
      const name = `${component}-${host.hostname}`;
      const phase = ["get", "pod", "-n", "kube-system", name, "-o", "jsonpath={.status.phase}"];
      return (await kubectl(host, ...phase, "--ignore-not-found")) === "Running";
    });
  }
  for (const lease of ["kube-controller-manager", "kube-scheduler"]) {
    const holder = ["get", "lease", "-n", "kube-system", lease, "-o", "jsonpath={.spec.holderIdentity}"];
    expect(await kubectl(host, ...holder)).toMatch(new RegExp(`^${host.hostname}_`, "u"));
  }
}
