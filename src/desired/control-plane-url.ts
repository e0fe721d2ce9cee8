import type { ClusterSpec } from "../domain/cluster-spec.ts";
import { formatHostPort } from "../domain/network/host-port.ts";
import type { NodeSpec } from "../domain/node-spec.ts";

/** Where clients reach the API: controlPlaneEndpoint, or this node itself. */
export function controlPlaneUrl(cluster: ClusterSpec, node: NodeSpec): string {
  const endpoint = cluster.controlPlaneEndpoint ?? { host: node.advertiseAddress, port: node.bindPort };
  return `https://${formatHostPort(endpoint.host, endpoint.port)}`;
}
