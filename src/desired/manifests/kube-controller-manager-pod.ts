import type { Arg, ClusterSpec } from "../../domain/cluster-spec.ts";
import type { StaticPodView } from "../../domain/static-pod-view.ts";
import { kubernetesImage } from "../images.ts";
import { authorityMounts } from "./authority-mounts.ts";
import { hostMounts, readOnlyMount } from "./host-mounts.ts";
import { mergeArguments } from "./merge-arguments.ts";
import { mergeEnvironment } from "./merge-environment.ts";
import type { PodContext } from "./pod-context.ts";
import { probedHost, probes } from "./probes.ts";
import { writtenArgument } from "./written-argument.ts";

const KUBECONFIG = "/etc/kubernetes/controller-manager.conf";
const LOOPBACK = "127.0.0.1";
const PORT = 10257;

// CIS 1.3.1 and 1.3.2.
const SECURE_ARGUMENTS: readonly Arg[] = [
  { name: "profiling", value: "false" },
  { name: "terminated-pod-gc-threshold", value: "1000" },
];

/** The static Pod of the controller manager. */
export function kubeControllerManagerPod(context: PodContext): StaticPodView {
  const { cluster, node } = context;
  const { extraArgs, extraEnvs, extraVolumes } = cluster.controllerManager;
  return {
    component: "kube-controller-manager",
    annotations: [],
    image: kubernetesImage(cluster, "kube-controller-manager"),
    imagePullPolicy: "IfNotPresent",
    command: mergeArguments("kube-controller-manager", defaultArguments(context), extraArgs),
    env: mergeEnvironment(node.proxyEnv, extraEnvs),
    probePort: PORT,
    ...probes({
      host: probedHost(writtenArgument(extraArgs, "bind-address") ?? LOOPBACK),
      scheme: "HTTPS",
      livenessPath: "/healthz",
      readinessPath: undefined,
      startupPath: "/healthz",
      startupTimeoutMs: node.timeouts.controlPlaneComponentHealthCheckMs,
    }),
    cpuRequest: "200m",
    memoryRequest: "",
    ...hostMounts([
      ...authorityMounts(cluster, node),
      readOnlyMount("kubeconfig", KUBECONFIG, "FileOrCreate"),
      ...extraVolumes,
    ]),
  };
}

function defaultArguments(context: PodContext): readonly Arg[] {
  const { cluster } = context;
  const pki = cluster.certificatesDir;
  return [
    { name: "authentication-kubeconfig", value: KUBECONFIG },
    { name: "authorization-kubeconfig", value: KUBECONFIG },
    { name: "bind-address", value: LOOPBACK },
    { name: "client-ca-file", value: `${pki}/ca.crt` },
    { name: "controllers", value: "*,bootstrapsigner,tokencleaner" },
    { name: "kubeconfig", value: KUBECONFIG },
    { name: "leader-elect", value: "true" },
    { name: "requestheader-client-ca-file", value: `${pki}/front-proxy-ca.crt` },
    { name: "root-ca-file", value: `${pki}/ca.crt` },
    { name: "service-account-private-key-file", value: `${pki}/sa.key` },
    { name: "use-service-account-credentials", value: "true" },
    ...signingArguments(context),
    ...networkArguments(cluster),
    ...(cluster.clusterName === "" ? [] : [{ name: "cluster-name", value: cluster.clusterName }]),
    ...(cluster.profile === "secure" ? SECURE_ARGUMENTS : []),
  ];
}

// Without the CA's key nothing can be signed. Empty values keep the signing controller from starting; were the flags
// absent, it would look in its default places.
function signingArguments({ cluster, isExternalCa }: PodContext): readonly Arg[] {
  return [
    { name: "cluster-signing-cert-file", value: isExternalCa ? "" : `${cluster.certificatesDir}/ca.crt` },
    { name: "cluster-signing-key-file", value: isExternalCa ? "" : `${cluster.certificatesDir}/ca.key` },
  ];
}

function networkArguments({ networking: { podSubnets, serviceSubnets } }: ClusterSpec): readonly Arg[] {
  if (podSubnets.length === 0) {
    return [];
  }
  return [
    { name: "allocate-node-cidrs", value: "true" },
    { name: "cluster-cidr", value: podSubnets.join(",") },
    ...(serviceSubnets.length === 0 ? [] : [{ name: "service-cluster-ip-range", value: serviceSubnets.join(",") }]),
  ];
}
