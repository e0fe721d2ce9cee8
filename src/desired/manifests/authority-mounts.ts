import type { ClusterSpec, HostPathMount } from "../../domain/cluster-spec.ts";
import type { NodeSpec } from "../../domain/node-spec.ts";
import { readOnlyMount } from "./host-mounts.ts";

/** Where a host keeps the CAs it trusts. */
export const TRUSTED_CA_DIRECTORY = "/etc/ssl/certs";

/** The cluster's certificates, and the CAs that the host trusts with the directories its symlinks may point into. */
export function authorityMounts(cluster: ClusterSpec, node: NodeSpec): readonly HostPathMount[] {
  return [
    readOnlyMount("k8s-certs", cluster.certificatesDir),
    readOnlyMount("ca-certs", TRUSTED_CA_DIRECTORY),
    ...node.facts.caDirectories.map((path) => readOnlyMount(path.slice(1).replaceAll("/", "-"), path)),
  ];
}
