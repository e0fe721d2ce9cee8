import { ToolError } from "./tool-error.ts";

const STATE = "What was written stays in place.";
const AGAIN = "Run the same command again.";

function hostError(
  code: string,
  evidence: readonly string[],
  what: string,
  why: string,
  fix: readonly string[],
): ToolError {
  return new ToolError(code, "failed", { what, why: `${why} ${STATE}`, fix: [...fix, AGAIN] }, { evidence });
}

/** Nothing answers at the container runtime's socket. */
export function runtimeStopped(evidence: readonly string[], state: string): ToolError {
  const what = `The container runtime does not answer (${state}).`;
  return hostError("RuntimeStopped", evidence, what, "Without it the kubelet can start no Pod.", [
    "steadyplane service restart containerd",
    "steadyplane service logs containerd",
  ]);
}

/** The container runtime's process was stopped by a signal. */
export function runtimeFrozen(evidence: readonly string[], pid: number | undefined): ToolError {
  const what = `The container runtime containerd (pid ${pid}) is stopped by a signal: it is there and does nothing.`;
  return hostError("RuntimeFrozen", evidence, what, "Without it the kubelet can start no Pod.", [
    `kill -CONT ${pid}`,
    "Find out who sent SIGSTOP: a debugger, a snapshot tool, somebody.",
  ]);
}

/** The runtime answers and says that it cannot run Pods. */
export function runtimeNotReady(evidence: readonly string[], condition: string): ToolError {
  const what = `The container runtime is not ready: ${condition}.`;
  return hostError("RuntimeNotReady", evidence, what, "It starts no Pod in this state.", [
    "steadyplane service logs containerd",
  ]);
}

/** No room left where the control plane must write. */
export function diskFull(evidence: readonly string[], path: string): ToolError {
  const what = `The file system of ${path} is full.`;
  return hostError("DiskFull", evidence, what, "etcd and the kubelet cannot write any more.", [
    `df -h ${path}; df -i ${path}`,
    "Make room.",
  ]);
}

/** A file system that the control plane writes to takes no writes. */
export function readOnlyFileSystem(evidence: readonly string[], path: string): ToolError {
  const what = `The file system of ${path} is read-only.`;
  return hostError(
    "ReadOnlyFileSystem",
    evidence,
    what,
    "The kernel makes it so after a fault of the disk, or a mount says so.",
    [`findmnt -T ${path}; dmesg | tail -n 30`, "Look after the disk first; then mount it for writing again."],
  );
}

/** The kubelet does not run, and nothing is about to start it. */
export function kubeletStopped(evidence: readonly string[], state: string): ToolError {
  const what = `The kubelet is not running (${state}).`;
  return hostError("KubeletStopped", evidence, what, "Without it no static Pod is started.", [
    "steadyplane service restart kubelet",
    "steadyplane service logs kubelet",
  ]);
}

/** The kubelet runs and does not answer. */
export function kubeletSilent(evidence: readonly string[], url: string): ToolError {
  const what = `The kubelet runs but does not answer at ${url}.`;
  return hostError("KubeletSilent", evidence, what, "It cannot be told whether it does its work.", [
    "steadyplane service logs kubelet",
    "steadyplane service restart kubelet",
  ]);
}

/** The kubelet's process was stopped by a signal. */
export function kubeletFrozen(evidence: readonly string[], pid: number | undefined): ToolError {
  const what = `The kubelet (pid ${pid}) is stopped by a signal: it is there and does nothing.`;
  return hostError(
    "KubeletFrozen",
    evidence,
    what,
    "No Pod is started, probed or ended, and the Node becomes NotReady.",
    [`kill -CONT ${pid}`, "Find out who sent SIGSTOP: a debugger, a snapshot tool, somebody."],
  );
}

/** The kubelet refuses its configuration file. */
export function kubeletConfigurationRefused(evidence: readonly string[], path: string, reason: string): ToolError {
  const what = `The kubelet refuses its configuration ${path}: ${reason}.`;
  return hostError("KubeletConfigurationRefused", evidence, what, "It ends at every start.", [
    `cat ${path}`,
    "Correct the KubeletConfiguration document of the configuration, or the patch that put the field there.",
  ]);
}

/** The kubelet refuses its command line. */
export function kubeletFlagRefused(evidence: readonly string[], reason: string): ToolError {
  const what = `The kubelet refuses its command line: ${reason}.`;
  return hostError("KubeletFlagRefused", evidence, what, "It ends at every start.", [
    "cat /var/lib/kubelet/kubeadm-flags.env /etc/default/kubelet",
    "Correct nodeRegistration.kubeletExtraArgs.",
  ]);
}

/** Swap is on and the kubelet will not have it. */
export function swapOn(evidence: readonly string[]): ToolError {
  const what = "The kubelet refuses to run while swap is on.";
  return hostError("SwapOn", evidence, what, "It ends at every start.", [
    "swapoff -a",
    "Or allow swap: failSwapOn: false in the KubeletConfiguration.",
  ]);
}

/** The host has cgroup v1 and the kubelet will not have it. */
export function cgroupV1Refused(evidence: readonly string[]): ToolError {
  const what = "The kubelet refuses to run on a host with cgroup v1.";
  return hostError("CgroupV1Refused", evidence, what, "It ends at every start.", [
    "stat -fc %T /sys/fs/cgroup",
    "Boot the host with cgroup v2, or set failCgroupV1: false in the KubeletConfiguration.",
  ]);
}

/** Kubelet and runtime want different cgroup drivers. */
export function cgroupDriverMismatch(evidence: readonly string[], reason: string): ToolError {
  const what = `Kubelet and container runtime use different cgroup drivers: ${reason}.`;
  return hostError("CgroupDriverMismatch", evidence, what, "The runtime can start no Pod of this kubelet.", [
    "grep -n cgroupDriver /var/lib/kubelet/config.yaml; grep -n SystemdCgroup /etc/containerd/config.toml",
    "Give both the same driver and restart both.",
  ]);
}

/** The kubelet ends again and again. */
export function kubeletCrashing(evidence: readonly string[], reason: string): ToolError {
  const what = `The kubelet ends again and again: ${reason}.`;
  return hostError("KubeletCrashing", evidence, what, "While it does, no static Pod is started.", [
    "steadyplane service logs kubelet",
    "Correct what its last lines name.",
  ]);
}

/** The API server runs, and the kubelet cannot register its Node there. */
export function nodeNotRegistered(evidence: readonly string[], node: string, reason: string): ToolError {
  const what = `The kubelet cannot register Node ${node}: ${reason}.`;
  return hostError("NodeNotRegistered", evidence, what, "The cluster knows no machine to run Pods on.", [
    "steadyplane service logs kubelet",
    "Remove /etc/kubernetes/kubelet.conf if its certificate is expired or from another CA: the next run makes a new one.",
  ]);
}

/** The host has another name than when this node was made, and the kubelet goes by the new one. */
export function nodeRenamed(evidence: readonly string[], made: string, now: string): ToolError {
  const what = `This host is called ${now} now, and its control plane was made as Node ${made}.`;
  const why = `The kubelet makes every static Pod anew in the new name, and its credential is for ${made} only.`;
  return hostError("NodeRenamed", evidence, what, why, [
    `hostname ${made}, and /etc/hostname; then steadyplane service restart kubelet`,
    `Or keep the host's name: --hostname-override=${made} in the kubelet's flags.`,
  ]);
}

/** The time is over. `missing` says for each part what was still waited for. */
export function notHealthyInTime(missing: readonly string[], evidence: readonly string[], seconds: number): ToolError {
  const what = `The control plane was not healthy after ${seconds} s. Still missing: ${missing.join("; ")}.`;
  return hostError("NotHealthyInTime", evidence, what, "No cause was found that waiting could not heal.", [
    "steadyplane status",
    "Give it more time: timeouts.controlPlaneComponentHealthCheck.",
  ]);
}
