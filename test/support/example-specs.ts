import { absolute } from "../../src/domain/absolute-path.ts";
import type { BootstrapToken, ClusterSpec } from "../../src/domain/cluster-spec.ts";
import { Confidential } from "../../src/domain/confidential.ts";
import type { HostFacts, NodeSpec } from "../../src/domain/node-spec.ts";
import type { Specs } from "../../src/domain/specs.ts";

const FOUR_MINUTES = 240_000;
const HOUR = 3_600_000;

/** A cluster with one node and kubeadm's defaults, profile `secure`, Pod network 10.244.0.0/16. */
export function exampleClusterSpec(changes: Partial<ClusterSpec> = {}): ClusterSpec {
  return {
    profile: "secure",
    clusterName: "kubernetes",
    kubernetesVersion: "v1.37.2",
    controlPlaneEndpoint: undefined,
    networking: { serviceSubnets: ["10.96.0.0/12"], podSubnets: ["10.244.0.0/16"], dnsDomain: "cluster.local" },
    apiServer: { extraArgs: [], extraVolumes: [], extraEnvs: [], certSANs: [] },
    controllerManager: { extraArgs: [], extraVolumes: [], extraEnvs: [] },
    scheduler: { extraArgs: [], extraVolumes: [], extraEnvs: [] },
    etcd: {
      kind: "local",
      imageRepository: "registry.k8s.io",
      imageTag: "3.7.0-0",
      dataDir: absolute("/var/lib/etcd"),
      extraArgs: [],
      extraEnvs: [],
      serverCertSANs: [],
      peerCertSANs: [],
    },
    dns: { imageRepository: "registry.k8s.io", imageTag: "v1.14.6", isDisabled: false },
    proxy: { isDisabled: false },
    certificatesDir: absolute("/etc/kubernetes/pki"),
    imageRepository: "registry.k8s.io",
    featureGates: {},
    encryptionAlgorithm: "ECDSA-P256",
    certificateValidityMs: 8760 * HOUR,
    caCertificateValidityMs: 87600 * HOUR,
    kubeletConfiguration: {},
    kubeProxyConfiguration: {},
    clusterConfiguration: exampleClusterConfiguration,
    ...changes,
  };
}

/** The node cp1 at 192.0.2.10 of {@link exampleClusterSpec}. */
export function exampleNodeSpec(changes: Partial<NodeSpec> = {}): NodeSpec {
  return {
    name: "cp1",
    hostname: "cp1",
    advertiseAddress: "192.0.2.10",
    bindPort: 6443,
    criSocket: "unix:///run/containerd/containerd.sock",
    taints: [{ key: "node-role.kubernetes.io/control-plane", value: "", effect: "NoSchedule" }],
    kubeletExtraArgs: [],
    imagePullPolicy: "IfNotPresent",
    isImagePullSerial: true,
    patchesDirectory: undefined,
    certificateKey: undefined,
    bootstrapTokens: [exampleBootstrapToken()],
    skipPhases: [],
    ignorePreflightErrors: [],
    timeouts: {
      controlPlaneComponentHealthCheckMs: FOUR_MINUTES,
      kubeletHealthCheckMs: FOUR_MINUTES,
      kubernetesAPICallMs: 60_000,
      etcdAPICallMs: 120_000,
      tlsBootstrapMs: 300_000,
      discoveryMs: 300_000,
      upgradeManifestsMs: 300_000,
    },
    proxyEnv: [],
    facts: exampleHostFacts(),
    ...changes,
  };
}

/** Both of the above with the tool's defaults. */
export function exampleSpecs(
  changes: { readonly cluster?: Partial<ClusterSpec>; readonly node?: Partial<NodeSpec> } = {},
): Specs {
  return {
    cluster: exampleClusterSpec(changes.cluster),
    node: exampleNodeSpec(changes.node),
    tool: { strategy: "handoff", soakMs: 10_000, healthTimeoutMs: 240_000, source: "auto" },
  };
}

export const EXTERNAL_ETCD: ClusterSpec["etcd"] = {
  kind: "external",
  endpoints: ["https://192.0.2.21:2379", "https://192.0.2.22:2379"],
  httpEndpoints: ["https://192.0.2.21:2379", "https://192.0.2.22:2379"],
  caFile: "/etc/etcd/pki/ca.crt",
  certFile: "/etc/etcd/client/client.crt",
  keyFile: "/etc/etcd/client/client.key",
};

/** A Debian host without systemd as PID 1, cgroup v2, containerd with the cgroupfs driver. */
export function exampleHostFacts(changes: Partial<HostFacts> = {}): HostFacts {
  return {
    hostname: "cp1",
    defaultAddress: "192.0.2.10",
    staticPodPath: absolute("/etc/kubernetes/manifests"),
    caDirectories: [
      absolute("/etc/ca-certificates"),
      absolute("/usr/local/share/ca-certificates"),
      absolute("/usr/share/ca-certificates"),
    ],
    resolvConf: undefined,
    cgroupVersion: 2,
    isSystemd: false,
    isSwapOn: false,
    runtimeCgroupDriver: "cgroupfs",
    architecture: "amd64",
    proxyEnv: [],
    ...changes,
  };
}

/** The token abcdef.0123456789abcdef of kubeadm's documentation, valid for a day. */
export function exampleBootstrapToken(changes: Partial<BootstrapToken> = {}): BootstrapToken {
  return {
    token: new Confidential("abcdef.0123456789abcdef"),
    tokenId: "abcdef",
    description: "",
    ttlMs: 24 * HOUR,
    expires: undefined,
    usages: ["signing", "authentication"],
    groups: ["system:bootstrappers:kubeadm:default-node-token"],
    ...changes,
  };
}

const exampleClusterConfiguration = {
  apiServer: {},
  apiVersion: "kubeadm.k8s.io/v1beta4",
  caCertificateValidityPeriod: "87600h0m0s",
  certificateValidityPeriod: "8760h0m0s",
  certificatesDir: "/etc/kubernetes/pki",
  clusterName: "kubernetes",
  controllerManager: {},
  dns: {},
  encryptionAlgorithm: "ECDSA-P256",
  etcd: { local: { dataDir: "/var/lib/etcd" } },
  imageRepository: "registry.k8s.io",
  kind: "ClusterConfiguration",
  kubernetesVersion: "v1.37.2",
  networking: { dnsDomain: "cluster.local", podSubnet: "10.244.0.0/16", serviceSubnet: "10.96.0.0/12" },
  proxy: {},
  scheduler: {},
};
