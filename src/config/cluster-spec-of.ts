import { absolute } from "../domain/absolute-path.ts";
import type { ClusterSpec } from "../domain/cluster-spec.ts";
import { parseHostPort } from "../domain/network/host-port.ts";
import { clusterDocument } from "./cluster-document.ts";
import type { EffectiveCluster, EffectiveConfig } from "./effective-config.ts";
import { parseGoDuration } from "./go-duration.ts";
import { releaseOf } from "./versions.ts";

/** The ClusterSpec of a configuration that breaks no rule. */
export function clusterSpecOf({ profile, cluster, kubelet, kubeProxy }: EffectiveConfig): ClusterSpec {
  const { networking } = cluster;
  return {
    profile,
    clusterName: cluster.clusterName,
    kubernetesVersion: cluster.kubernetesVersion,
    controlPlaneEndpoint: endpointOf(cluster.controlPlaneEndpoint),
    networking: {
      serviceSubnets: listOf(networking.serviceSubnet),
      podSubnets: listOf(networking.podSubnet),
      dnsDomain: networking.dnsDomain,
    },
    apiServer: cluster.apiServer,
    controllerManager: cluster.controllerManager,
    scheduler: cluster.scheduler,
    etcd: etcdOf(cluster),
    dns: dnsOf(cluster),
    proxy: { isDisabled: cluster.proxy.disabled },
    certificatesDir: absolute(cluster.certificatesDir),
    imageRepository: cluster.imageRepository,
    featureGates: cluster.featureGates,
    encryptionAlgorithm: cluster.encryptionAlgorithm,
    certificateValidityMs: parseGoDuration(cluster.certificateValidityPeriod) ?? 0,
    caCertificateValidityMs: parseGoDuration(cluster.caCertificateValidityPeriod) ?? 0,
    kubeletConfiguration: kubelet,
    kubeProxyConfiguration: kubeProxy,
    clusterConfiguration: clusterDocument(cluster),
  };
}

function etcdOf({ etcd, imageRepository, kubernetesVersion }: EffectiveCluster): ClusterSpec["etcd"] {
  if (etcd.external !== undefined) {
    return { kind: "external", ...etcd.external };
  }
  const { local } = etcd;
  return {
    kind: "local",
    imageRepository: local?.imageRepository || imageRepository,
    imageTag: local?.imageTag || (releaseOf(kubernetesVersion)?.etcd ?? ""),
    dataDir: absolute(local?.dataDir ?? "/var/lib/etcd"),
    extraArgs: local?.extraArgs ?? [],
    extraEnvs: local?.extraEnvs ?? [],
    serverCertSANs: local?.serverCertSANs ?? [],
    peerCertSANs: local?.peerCertSANs ?? [],
  };
}

/** As GetDNSImage in cmd/kubeadm/app/images/images.go: only the official image has a folder of its own. */
function dnsOf({ dns, imageRepository, kubernetesVersion }: EffectiveCluster): ClusterSpec["dns"] {
  const repository = dns.imageRepository || imageRepository;
  return {
    imageRepository: repository === "registry.k8s.io" ? `${repository}/coredns` : repository,
    imageTag: dns.imageTag || (releaseOf(kubernetesVersion)?.coredns ?? ""),
    isDisabled: dns.disabled,
  };
}

function endpointOf(text: string): ClusterSpec["controlPlaneEndpoint"] {
  const { host, port } = parseHostPort(text) ?? {};
  return host === undefined || port === undefined ? undefined : { host, port };
}

function listOf(text: string): readonly string[] {
  return text === "" ? [] : text.split(",");
}
