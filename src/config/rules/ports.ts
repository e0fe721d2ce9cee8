import type { EffectiveConfig } from "../effective-config.ts";
import type { Report } from "./rule.ts";

const ALWAYS_TAKEN: readonly (readonly [port: number, by: string])[] = [
  [10257, "kube-controller-manager"],
  [10259, "kube-scheduler"],
];
const TAKEN_BY_ETCD: typeof ALWAYS_TAKEN = [
  [2379, "etcd (clients)"],
  [2380, "etcd (peers)"],
  [2381, "etcd (metrics)"],
];

/** The API server's port must be one that nothing else on a control-plane node listens on. */
export function bindPortIsFree({ cluster, init, kubelet }: EffectiveConfig, report: Report): void {
  const { bindPort } = init.localAPIEndpoint;
  const path = ["localAPIEndpoint", "bindPort"];
  if (bindPort < 1 || bindPort > 65535) {
    report("InitConfiguration", path, `${bindPort} is not a port`, "write a number from 1 to 65535");
    return;
  }
  const taken = [
    ...ALWAYS_TAKEN,
    ...(cluster.etcd.local === undefined ? [] : TAKEN_BY_ETCD),
    [portOf(kubelet["port"], 10250), "the kubelet"] as const,
    [portOf(kubelet["healthzPort"], 10248), "the kubelet (health)"] as const,
  ];
  const [, owner] = taken.find(([port]) => port === bindPort) ?? [];
  if (owner !== undefined) {
    report("InitConfiguration", path, `${bindPort} is the port of ${owner}`, "write another one, 6443 is usual");
  }
}

function portOf(written: unknown, otherwise: number): number {
  return typeof written === "number" && written !== 0 ? written : otherwise;
}
