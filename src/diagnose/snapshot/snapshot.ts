import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { ContainerStatus, RuntimeVersion, SandboxView } from "../../ports/container-runtime.ts";
import type { Read } from "../../ports/file-system.ts";
import type { HttpAnswer } from "../../ports/http.ts";
import type { Listener, ProcessView } from "../../ports/processes.ts";
import type { ServiceStatus } from "../../ports/services.ts";
import type { ComponentExpectation, Expectation, ProbeExpectation } from "../expectation.ts";

export interface ProbeResult {
  readonly probe: ProbeExpectation;
  readonly answer: HttpAnswer;
}

/** What the container runtime knows of a component's static Pod. */
export interface PodSymptoms {
  /** The Pod that is awaited; one from before this run's change does not count. */
  readonly sandbox: SandboxView | undefined;
  /** There is only a Pod from before this run's change. */
  readonly isOld: boolean;
  readonly running: ContainerStatus | undefined;
  /** The attempt that ended last, unless what it ran with has changed since. */
  readonly exited: ContainerStatus | undefined;
  readonly restarts: number;
}

export interface ComponentSymptoms {
  readonly expected: ComponentExpectation;
  /** Whether the manifest on disk has the expected command. */
  readonly manifest: Read<{ readonly isExpected: boolean }>;
  readonly image: "present" | "absent" | "unknown";
  readonly pod: PodSymptoms;
  /** Last lines of the attempt that ended last, and of the one that runs. */
  readonly exitLog: readonly string[];
  readonly runLog: readonly string[];
  /** The running container's process, where it could be found. */
  readonly process: ProcessView | undefined;
  readonly probes: readonly ProbeResult[];
  /** What it says is wrong while it is well otherwise: NOSPACE, CORRUPT of etcd. */
  readonly alarms: readonly string[];
  /** Why the kubelet could not bring the Pod about, newest last. */
  readonly syncErrors: readonly string[];
}

export type RuntimeSymptoms =
  | {
      readonly kind: "answers";
      readonly version: RuntimeVersion;
      readonly unmet: readonly string[];
      /** Of the Pods in kube-system that it has. */
      readonly podNames: readonly string[];
    }
  | { readonly kind: "away"; readonly reason: string };

/** A service of the host. `status` is undefined where its supervisor could not be asked. */
export interface ServiceSymptoms {
  readonly status: ServiceStatus | undefined;
  /** A signal has stopped its process: it is there, and does nothing. */
  readonly isFrozen: boolean;
  /** Last lines; empty where nothing is wrong. */
  readonly log: readonly string[];
}

export interface KubeletSymptoms extends ServiceSymptoms {
  /** Undefined where the configuration turns it off. */
  readonly healthz: HttpAnswer | undefined;
  /** The text of its configuration file; empty while it is well, or where it cannot be read. */
  readonly configuration: string;
}

export interface LeaseSeen {
  readonly holder: string;
  /** Milliseconds since 1970. */
  readonly renewedAt: number;
}

export interface MirrorPodSeen {
  /** The kubelet's hash of the manifest; the UID of the static Pod. */
  readonly configHash: string;
  readonly phase: string;
  readonly reason: string;
}

export interface NodeSeen {
  readonly isReady: boolean;
  readonly kubeletVersion: string;
}

/** What the API says. Unreadable where no API server answers. */
export interface ClusterSymptoms {
  readonly node: Read<NodeSeen>;
  /** By name. */
  readonly leases: Read<ReadonlyMap<string, LeaseSeen>>;
  /** By name of the Pod. */
  readonly mirrorPods: Read<ReadonlyMap<string, MirrorPodSeen>>;
}

export interface DiskSymptoms {
  readonly path: AbsolutePath;
  readonly bytes: number;
  readonly inodes: number | undefined;
}

/** Since when something has been so, in milliseconds since 1970; undefined where it is not so. */
export interface Spans {
  readonly runtimeAway: number | undefined;
  readonly kubeletUnhealthy: number | undefined;
  readonly apiReady: number | undefined;
}

/** Everything that could be seen of a host at one time. A layer that is away is a symptom, not an error. */
export interface Snapshot {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What logs say from before this time is history; milliseconds since 1970. */
  readonly since: number;
  readonly expectation: Expectation;
  readonly runtime: RuntimeSymptoms;
  readonly containerd: ServiceSymptoms;
  readonly kubelet: KubeletSymptoms;
  /** One for each expected component, in that order. */
  readonly components: readonly ComponentSymptoms[];
  readonly cluster: ClusterSymptoms;
  readonly disks: readonly DiskSymptoms[];
  /** Looked up only where a log says that a port is taken. */
  readonly listeners: readonly Listener[];
  readonly spans: Spans;
}
