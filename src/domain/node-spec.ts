import type { AbsolutePath } from "./absolute-path.ts";
import type { Confidential } from "./confidential.ts";
import type { Arg, BootstrapToken } from "./cluster-spec.ts";

/** A Node's taint. */
export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

/** kubeadm's `timeouts`, in milliseconds. */
export interface Timeouts {
  readonly controlPlaneComponentHealthCheckMs: number;
  readonly kubeletHealthCheckMs: number;
  readonly kubernetesAPICallMs: number;
  readonly etcdAPICallMs: number;
  readonly tlsBootstrapMs: number;
  readonly discoveryMs: number;
  readonly upgradeManifestsMs: number;
}

/** What concerns this host alone. */
export interface NodeSpec {
  /** Name of the Node object, lower case. */
  readonly name: string;
  readonly hostname: string;
  readonly advertiseAddress: string;
  readonly bindPort: number;
  /** CRI endpoint with its scheme, for example unix:///run/containerd/containerd.sock. */
  readonly criSocket: string;
  readonly taints: readonly Taint[];
  readonly kubeletExtraArgs: readonly Arg[];
  readonly imagePullPolicy: "Always" | "IfNotPresent" | "Never";
  readonly isImagePullSerial: boolean;
  /** Directory with patches; undefined where there is none. */
  readonly patchesDirectory: AbsolutePath | undefined;
  readonly certificateKey: Confidential<string> | undefined;
  readonly bootstrapTokens: readonly BootstrapToken[];
  readonly skipPhases: readonly string[];
  readonly ignorePreflightErrors: readonly string[];
  readonly timeouts: Timeouts;
  /** Proxy variables (HTTP_PROXY, …) that reach the manifests, in the order of their names. */
  readonly proxyEnv: readonly Arg[];
  readonly facts: HostFacts;
}

/** What the host is like and the user did not write, read once before anything is decided. */
export interface HostFacts {
  readonly hostname: string;
  /** Address of the interface with the default route, or undefined where there is none. */
  readonly defaultAddress: string | undefined;
  /** Where the kubelet will read manifests. */
  readonly staticPodPath: AbsolutePath;
  /** Which of the usual CA directories exist on this host, sorted. */
  readonly caDirectories: readonly AbsolutePath[];
  /** systemd-resolved's resolv.conf where that is in use. */
  readonly resolvConf: AbsolutePath | undefined;
  readonly cgroupVersion: 1 | 2;
  readonly isSystemd: boolean;
  readonly isSwapOn: boolean;
  /** cgroup driver of the container runtime; undefined where it could not be told. */
  readonly runtimeCgroupDriver: "cgroupfs" | "systemd" | undefined;
  /** amd64, arm64, … as Go calls it. */
  readonly architecture: string;
  /** http_proxy and the like from the environment, sorted by name. */
  readonly proxyEnv: readonly Arg[];
}
