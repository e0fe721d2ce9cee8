import type { Arg, ClusterSpec, ExternalEtcdSpec, LocalEtcdSpec } from "../../domain/cluster-spec.ts";
import type { NodeSpec } from "../../domain/node-spec.ts";
import { etcdClientUrl, loopbackFor } from "./etcd-urls.ts";
import { writtenArgument } from "./written-argument.ts";

/** With what the API server reaches etcd. */
export function apiServerEtcdArguments(cluster: ClusterSpec, node: NodeSpec): readonly Arg[] {
  const { etcd } = cluster;
  return etcd.kind === "external" ? toExternal(etcd) : toLocal(etcd, cluster.certificatesDir, node.advertiseAddress);
}

function toExternal({ endpoints, caFile, certFile, keyFile }: ExternalEtcdSpec): readonly Arg[] {
  const clientFiles = [
    { name: "etcd-certfile", value: certFile },
    { name: "etcd-keyfile", value: keyFile },
  ];
  return [
    { name: "etcd-servers", value: endpoints.join(",") },
    ...(caFile === "" ? [] : [{ name: "etcd-cafile", value: caFile }]),
    ...(certFile === "" || keyFile === "" ? [] : clientFiles),
  ];
}

function toLocal(etcd: LocalEtcdSpec, pki: string, advertiseAddress: string): readonly Arg[] {
  const written = writtenArgument(etcd.extraArgs, "advertise-client-urls");
  return [
    { name: "etcd-servers", value: written ?? etcdClientUrl(loopbackFor(advertiseAddress)) },
    { name: "etcd-cafile", value: `${pki}/etcd/ca.crt` },
    { name: "etcd-certfile", value: `${pki}/apiserver-etcd-client.crt` },
    { name: "etcd-keyfile", value: `${pki}/apiserver-etcd-client.key` },
  ];
}
