import type { Arg, HostPathMount, LocalEtcdSpec } from "../../domain/cluster-spec.ts";
import { formatHostPort } from "../../domain/network/host-port.ts";
import type { StaticPodView } from "../../domain/static-pod-view.ts";
import { etcdImage } from "../images.ts";
import { etcdProbeEndpoint } from "./etcd-probe-endpoint.ts";
import { etcdClientUrl, etcdPeerUrl, loopbackFor } from "./etcd-urls.ts";
import { hostMounts } from "./host-mounts.ts";
import { mergeArguments } from "./merge-arguments.ts";
import { mergeEnvironment } from "./merge-environment.ts";
import type { PodContext } from "./pod-context.ts";
import { probes } from "./probes.ts";

const METRICS_PORT = 2381;

/**
 * The static Pod of a local etcd member. Runs as root under every profile: a data directory owned by etcd:etcd passes
 * CIS 1.1.12 all the same, and keys for another user would have to leave the PKI directory (1.1.19).
 */
export function etcdPod(context: PodContext, etcd: LocalEtcdSpec): StaticPodView {
  const { advertiseAddress, timeouts } = context.node;
  const { host, port, scheme } = etcdProbeEndpoint(etcd.extraArgs, advertiseAddress);
  return {
    component: "etcd",
    annotations: [{ name: "kubeadm.kubernetes.io/etcd.advertise-client-urls", value: etcdClientUrl(advertiseAddress) }],
    image: etcdImage(etcd),
    imagePullPolicy: "IfNotPresent",
    command: mergeArguments("etcd", etcdArguments(context, etcd), etcd.extraArgs),
    env: mergeEnvironment([], etcd.extraEnvs),
    probePort: port,
    ...probes({
      host,
      scheme,
      livenessPath: "/livez",
      readinessPath: "/readyz",
      startupPath: "/readyz",
      startupTimeoutMs: timeouts.controlPlaneComponentHealthCheckMs,
    }),
    cpuRequest: "100m",
    memoryRequest: "100Mi",
    ...etcdMounts(context, etcd),
  };
}

function etcdArguments({ cluster, node, etcdMembers }: PodContext, etcd: LocalEtcdSpec): readonly Arg[] {
  const pki = `${cluster.certificatesDir}/etcd`;
  const loopback = loopbackFor(node.advertiseAddress);
  const clientUrl = etcdClientUrl(node.advertiseAddress);
  const peerUrl = etcdPeerUrl(node.advertiseAddress);
  const members = etcdMembers.length === 0 ? [{ name: node.name, peerUrl }] : etcdMembers;
  return [
    { name: "name", value: node.name },
    { name: "listen-client-urls", value: `${etcdClientUrl(loopback)},${clientUrl}` },
    { name: "advertise-client-urls", value: clientUrl },
    { name: "listen-peer-urls", value: peerUrl },
    { name: "initial-advertise-peer-urls", value: peerUrl },
    { name: "initial-cluster", value: members.map((member) => `${member.name}=${member.peerUrl}`).join(",") },
    ...(etcdMembers.length === 0 ? [] : [{ name: "initial-cluster-state", value: "existing" }]),
    { name: "data-dir", value: etcd.dataDir },
    { name: "cert-file", value: `${pki}/server.crt` },
    { name: "key-file", value: `${pki}/server.key` },
    { name: "trusted-ca-file", value: `${pki}/ca.crt` },
    { name: "client-cert-auth", value: "true" },
    { name: "peer-cert-file", value: `${pki}/peer.crt` },
    { name: "peer-key-file", value: `${pki}/peer.key` },
    { name: "peer-trusted-ca-file", value: `${pki}/ca.crt` },
    { name: "peer-client-cert-auth", value: "true" },
    { name: "snapshot-count", value: "10000" },
    { name: "listen-metrics-urls", value: `http://${formatHostPort(loopback, METRICS_PORT)}` },
    { name: "feature-gates", value: "InitialCorruptCheck=true" },
    { name: "watch-progress-notify-interval", value: "5s" },
  ];
}

// kubeadm sorts the volumes of this Pod, but not its mounts.
function etcdMounts({ cluster }: PodContext, etcd: LocalEtcdSpec): Pick<StaticPodView, "mounts" | "volumes"> {
  const all: readonly HostPathMount[] = [
    etcdMount("etcd-data", etcd.dataDir),
    etcdMount("etcd-certs", `${cluster.certificatesDir}/etcd`),
  ];
  return { ...hostMounts(all), mounts: hostMounts(all).mounts.toReversed() };
}

function etcdMount(name: string, path: string): HostPathMount {
  return { name, hostPath: path, mountPath: path, readOnly: false, pathType: "DirectoryOrCreate" };
}
