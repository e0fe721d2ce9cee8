import type { ClusterSpec } from "../../domain/cluster-spec.ts";
import type { JsonObject, JsonValue } from "../../domain/json.ts";
import type { HostFacts, NodeSpec } from "../../domain/node-spec.ts";
import { staticPodDirectory } from "../manifests/static-pod-directory.ts";
import { clusterKubeletConfiguration } from "./cluster-kubelet-configuration.ts";

/**
 * The KubeletConfiguration of this host: the cluster's, with what the host is like where the user wrote nothing, and
 * the runtime's socket, which belongs to the node. Swap is left to the user: as with kubeadm, failSwapOn is the
 * kubelet's own default, and preflight speaks of it.
 */
export function nodeKubeletConfiguration(cluster: ClusterSpec, node: NodeSpec): JsonObject {
  const written = cluster.kubeletConfiguration;
  const fromHost = Object.entries(hostFields(node.facts)).filter(([key]) => !isWritten(key, written[key]));
  return {
    ...clusterKubeletConfiguration(cluster),
    ...Object.fromEntries(fromHost),
    containerRuntimeEndpoint: node.criSocket,
    staticPodPath: staticPodDirectory(cluster, node),
  };
}

function hostFields(facts: HostFacts): JsonObject {
  return {
    cgroupDriver: facts.runtimeCgroupDriver ?? (facts.isSystemd ? "systemd" : "cgroupfs"),
    ...(facts.resolvConf === undefined ? {} : { resolvConf: facts.resolvConf }),
    // Without it the kubelet refuses to start on a host with cgroup v1.
    ...(facts.cgroupVersion === 1 ? { failCgroupV1: false } : {}),
  };
}

// An empty resolvConf says something, an empty cgroupDriver does not.
function isWritten(key: string, value: JsonValue | undefined): boolean {
  return value !== undefined && value !== null && !(key === "cgroupDriver" && value === "");
}
