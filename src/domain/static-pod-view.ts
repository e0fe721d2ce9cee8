import type { Component } from "./component.ts";
import type { EnvVar } from "./cluster-spec.ts";

/** An HTTP probe; its port is the Pod's `probePort`. */
export interface ProbeView {
  readonly host: string;
  readonly hasHost: boolean;
  readonly path: string;
  readonly scheme: "HTTP" | "HTTPS";
  readonly initialDelaySeconds: number;
  readonly hasInitialDelay: boolean;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

export interface VolumeView {
  readonly name: string;
  readonly path: string;
  readonly type: string;
  readonly hasType: boolean;
}

export interface MountView {
  readonly name: string;
  readonly mountPath: string;
  readonly isReadOnly: boolean;
}

/** Everything a manifest template prints: ordered lists, no optional fields. */
export interface StaticPodView {
  readonly component: Component;
  /** Without fingerprints, which are added when the inputs are known. Sorted by name. */
  readonly annotations: readonly { readonly name: string; readonly value: string }[];
  readonly image: string;
  readonly imagePullPolicy: "Always" | "IfNotPresent" | "Never";
  /** The binary, then its flags. */
  readonly command: readonly string[];
  readonly env: readonly EnvVar[];
  readonly probePort: number;
  readonly liveness: ProbeView;
  /** Undefined only for kube-controller-manager, which has none upstream. */
  readonly readiness: ProbeView | undefined;
  readonly startup: ProbeView;
  /** Empty where nothing is requested. */
  readonly cpuRequest: string;
  /** Empty where nothing is requested. */
  readonly memoryRequest: string;
  /** Sorted by name, etcd's excepted, which stand in kubeadm's order. */
  readonly mounts: readonly MountView[];
  readonly volumes: readonly VolumeView[];
}
