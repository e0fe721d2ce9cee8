import type { ClusterSpec } from "../../domain/cluster-spec.ts";
import type { NodeSpec } from "../../domain/node-spec.ts";
import type { DirectoryResource, FileResource, ServiceResource } from "../../domain/resource.ts";
import { yamlText } from "../yaml-text.ts";
import { kubeletFlagsText } from "./kubelet-flags.ts";
import { KUBELET_PATHS } from "./kubelet-paths.ts";
import { nodeKubeletConfiguration } from "./node-kubelet-configuration.ts";

/** What the kubelet reads, parents first: CIS 4.1.9 wants its configuration readable by root alone. */
export function kubeletFiles(cluster: ClusterSpec, node: NodeSpec): readonly (DirectoryResource | FileResource)[] {
  const file = { kind: "file", mode: cluster.profile === "secure" ? 0o600 : 0o644, owner: "root:root" } as const;
  const { config, flags, home, instanceConfig } = KUBELET_PATHS;
  return [
    { kind: "directory", path: home, mode: 0o700, owner: "root:root" },
    { ...file, path: flags, text: kubeletFlagsText(node) },
    { ...file, path: instanceConfig, text: `containerRuntimeEndpoint: ${JSON.stringify(node.criSocket)}\n` },
    { ...file, path: config, text: yamlText(nodeKubeletConfiguration(cluster, node)) },
  ];
}

/** The kubelet, which reads these files when it starts. */
export function kubeletService(): ServiceResource {
  const { config, flags } = KUBELET_PATHS;
  return { kind: "service", name: "kubelet", needsRestartWhenChanged: [flags, config] };
}
