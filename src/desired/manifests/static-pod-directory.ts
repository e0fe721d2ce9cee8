import { absolute, type AbsolutePath } from "../../domain/absolute-path.ts";
import type { ClusterSpec } from "../../domain/cluster-spec.ts";
import type { NodeSpec } from "../../domain/node-spec.ts";
import { writtenArgument } from "./written-argument.ts";

/**
 * Where this host's kubelet will read manifests, once it runs with the configuration that is wanted: the user's flag,
 * else the user's KubeletConfiguration, else where it was found to read them. Never a place that only we believe in.
 */
export function staticPodDirectory(cluster: ClusterSpec, node: NodeSpec): AbsolutePath {
  const flag = writtenArgument(node.kubeletExtraArgs, "pod-manifest-path");
  const written = flag || cluster.kubeletConfiguration["staticPodPath"];
  return typeof written === "string" && written.startsWith("/") ? absolute(written) : node.facts.staticPodPath;
}
