import type { Arg, ClusterSpec, HostPathMount } from "../../domain/cluster-spec.ts";
import { formatHostPort } from "../../domain/network/host-port.ts";
import type { NodeSpec } from "../../domain/node-spec.ts";
import type { StaticPodView } from "../../domain/static-pod-view.ts";
import { kubernetesImage } from "../images.ts";
import { apiServerEtcdArguments } from "./api-server-etcd-arguments.ts";
import { AUDIT_ARGUMENTS, auditMounts } from "./audit-log.ts";
import { authorityMounts } from "./authority-mounts.ts";
import { API_SERVER_CIPHER_SUITES } from "./cipher-suites.ts";
import { externalEtcdMounts } from "./external-etcd-mounts.ts";
import { hostMounts } from "./host-mounts.ts";
import { mergeArguments } from "./merge-arguments.ts";
import { mergeEnvironment } from "./merge-environment.ts";
import type { PodContext } from "./pod-context.ts";
import { probedHost, probes } from "./probes.ts";
import { writtenArgument } from "./written-argument.ts";

// CIS 1.2.15, 1.2.29 and 1.2.30 with the audit log. Not --anonymous-auth=false (1.2.1), since probes are anonymous, and
// not --kubelet-certificate-authority (1.2.5), which needs kubelets with serving certificates that a CA has signed.
const SECURE_ARGUMENTS: readonly Arg[] = [
  { name: "profiling", value: "false" },
  { name: "service-account-extend-token-expiration", value: "false" },
  { name: "tls-cipher-suites", value: API_SERVER_CIPHER_SUITES.join(",") },
  ...AUDIT_ARGUMENTS,
];

/** The static Pod of the API server. */
export function kubeApiserverPod({ cluster, node }: PodContext): StaticPodView {
  const { advertiseAddress, bindPort } = node;
  const { extraArgs, extraEnvs } = cluster.apiServer;
  return {
    component: "kube-apiserver",
    annotations: [
      {
        name: "kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint",
        value: formatHostPort(advertiseAddress, bindPort),
      },
    ],
    image: kubernetesImage(cluster, "kube-apiserver"),
    imagePullPolicy: "IfNotPresent",
    command: mergeArguments("kube-apiserver", defaultArguments(cluster, node), extraArgs),
    env: mergeEnvironment(node.proxyEnv, extraEnvs),
    probePort: bindPort,
    ...probes({
      host: probedHost(advertiseAddress),
      scheme: "HTTPS",
      livenessPath: "/livez",
      readinessPath: "/readyz",
      startupPath: "/livez",
      startupTimeoutMs: node.timeouts.controlPlaneComponentHealthCheckMs,
    }),
    cpuRequest: "250m",
    memoryRequest: "",
    ...hostMounts(apiServerMounts(cluster, node)),
  };
}

function defaultArguments(cluster: ClusterSpec, node: NodeSpec): readonly Arg[] {
  return [
    ...identityArguments(cluster, node),
    ...certificateArguments(cluster),
    ...apiServerEtcdArguments(cluster, node),
    ...authorizationArguments(cluster),
    ...(cluster.profile === "secure" ? SECURE_ARGUMENTS : []),
  ];
}

function identityArguments({ networking }: ClusterSpec, node: NodeSpec): readonly Arg[] {
  return [
    { name: "advertise-address", value: node.advertiseAddress },
    { name: "allow-privileged", value: "true" },
    { name: "enable-admission-plugins", value: "NodeRestriction" },
    { name: "enable-bootstrap-token-auth", value: "true" },
    { name: "kubelet-preferred-address-types", value: "InternalIP,ExternalIP,Hostname" },
    { name: "requestheader-allowed-names", value: "front-proxy-client" },
    { name: "requestheader-extra-headers-prefix", value: "X-Remote-Extra-" },
    { name: "requestheader-group-headers", value: "X-Remote-Group" },
    { name: "requestheader-username-headers", value: "X-Remote-User" },
    { name: "secure-port", value: String(node.bindPort) },
    { name: "service-account-issuer", value: `https://kubernetes.default.svc.${networking.dnsDomain}` },
    { name: "service-cluster-ip-range", value: networking.serviceSubnets.join(",") },
  ];
}

function certificateArguments({ certificatesDir: pki }: ClusterSpec): readonly Arg[] {
  return [
    { name: "client-ca-file", value: `${pki}/ca.crt` },
    { name: "kubelet-client-certificate", value: `${pki}/apiserver-kubelet-client.crt` },
    { name: "kubelet-client-key", value: `${pki}/apiserver-kubelet-client.key` },
    { name: "proxy-client-cert-file", value: `${pki}/front-proxy-client.crt` },
    { name: "proxy-client-key-file", value: `${pki}/front-proxy-client.key` },
    { name: "requestheader-client-ca-file", value: `${pki}/front-proxy-ca.crt` },
    { name: "service-account-key-file", value: `${pki}/sa.pub` },
    { name: "service-account-signing-key-file", value: `${pki}/sa.key` },
    { name: "tls-cert-file", value: `${pki}/apiserver.crt` },
    { name: "tls-private-key-file", value: `${pki}/apiserver.key` },
  ];
}

// The API server refuses a mode beside a file that lists its authorizers.
function authorizationArguments({ apiServer }: ClusterSpec): readonly Arg[] {
  const hasConfiguration = writtenArgument(apiServer.extraArgs, "authorization-config") !== undefined;
  return hasConfiguration ? [] : [{ name: "authorization-mode", value: "Node,RBAC" }];
}

function apiServerMounts(cluster: ClusterSpec, node: NodeSpec): readonly HostPathMount[] {
  const { apiServer, etcd } = cluster;
  return [
    ...authorityMounts(cluster, node),
    ...(etcd.kind === "external" ? externalEtcdMounts(cluster, etcd) : []),
    ...auditMounts(cluster),
    ...apiServer.extraVolumes,
  ];
}
