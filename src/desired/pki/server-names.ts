import type { ClusterSpec } from "../../domain/cluster-spec.ts";
import { addressAt, parseCidr } from "../../domain/network/cidr.ts";
import type { NodeSpec } from "../../domain/node-spec.ts";
import { unreachable } from "../../domain/unreachable.ts";

export type NamedServer = "kube-apiserver" | "etcd-server" | "etcd-peer";

/** Every name and address under which `server` is reached, in kubeadm's order, duplicates included. */
export function serverNames(server: NamedServer, cluster: ClusterSpec, node: NodeSpec): readonly string[] {
  switch (server) {
    case "kube-apiserver":
      return apiServerNames(cluster, node);
    case "etcd-server":
      return [...etcdNames(node), ...(cluster.etcd.kind === "local" ? cluster.etcd.serverCertSANs : [])];
    case "etcd-peer":
      return [...etcdNames(node), ...(cluster.etcd.kind === "local" ? cluster.etcd.peerCertSANs : [])];
    default:
      return unreachable(server);
  }
}

function apiServerNames(cluster: ClusterSpec, node: NodeSpec): readonly string[] {
  const { dnsDomain, serviceSubnets } = cluster.networking;
  return [
    node.name,
    "kubernetes",
    "kubernetes.default",
    "kubernetes.default.svc",
    `kubernetes.default.svc.${dnsDomain}`,
    // Only the first family: the Service `kubernetes` is single-stack also in a dual-stack cluster.
    ...firstServiceAddress(serviceSubnets),
    node.advertiseAddress,
    ...(cluster.controlPlaneEndpoint === undefined ? [] : [cluster.controlPlaneEndpoint.host]),
    ...cluster.apiServer.certSANs,
  ];
}

function firstServiceAddress([serviceSubnet]: readonly string[]): readonly string[] {
  const cidr = serviceSubnet === undefined ? undefined : parseCidr(serviceSubnet);
  return cidr === undefined ? [] : [addressAt(cidr, 1)];
}

function etcdNames(node: NodeSpec): readonly string[] {
  return [node.name, "localhost", node.advertiseAddress, "127.0.0.1", "::1"];
}
