import type { Arg } from "../../domain/cluster-spec.ts";
import type { StaticPodView } from "../../domain/static-pod-view.ts";
import { kubernetesImage } from "../images.ts";
import { hostMounts, readOnlyMount } from "./host-mounts.ts";
import { mergeArguments } from "./merge-arguments.ts";
import { mergeEnvironment } from "./merge-environment.ts";
import type { PodContext } from "./pod-context.ts";
import { probedHost, probes } from "./probes.ts";
import { writtenArgument } from "./written-argument.ts";

const KUBECONFIG = "/etc/kubernetes/scheduler.conf";
const LOOPBACK = "127.0.0.1";
const PORT = 10259;

const DEFAULT_ARGUMENTS: readonly Arg[] = [
  { name: "authentication-kubeconfig", value: KUBECONFIG },
  { name: "authorization-kubeconfig", value: KUBECONFIG },
  { name: "bind-address", value: LOOPBACK },
  { name: "kubeconfig", value: KUBECONFIG },
  { name: "leader-elect", value: "true" },
];

// CIS 1.4.1.
const SECURE_ARGUMENTS: readonly Arg[] = [{ name: "profiling", value: "false" }];

/** The static Pod of the scheduler. */
export function kubeSchedulerPod({ cluster, node }: PodContext): StaticPodView {
  const { extraArgs, extraEnvs, extraVolumes } = cluster.scheduler;
  const defaults = [...DEFAULT_ARGUMENTS, ...(cluster.profile === "secure" ? SECURE_ARGUMENTS : [])];
  return {
    component: "kube-scheduler",
    annotations: [],
    image: kubernetesImage(cluster, "kube-scheduler"),
    imagePullPolicy: "IfNotPresent",
    command: mergeArguments("kube-scheduler", defaults, extraArgs),
    env: mergeEnvironment(node.proxyEnv, extraEnvs),
    probePort: PORT,
    ...probes({
      host: probedHost(writtenArgument(extraArgs, "bind-address") ?? LOOPBACK),
      scheme: "HTTPS",
      livenessPath: "/livez",
      readinessPath: "/readyz",
      startupPath: "/livez",
      startupTimeoutMs: node.timeouts.controlPlaneComponentHealthCheckMs,
    }),
    cpuRequest: "100m",
    memoryRequest: "",
    ...hostMounts([readOnlyMount("kubeconfig", KUBECONFIG, "FileOrCreate"), ...extraVolumes]),
  };
}
