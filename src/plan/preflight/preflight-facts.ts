import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { JsonObject } from "../../domain/json.ts";
import type { StaticPodPathView } from "../../domain/static-pod-path-view.ts";

/** A fact that may be missing or could not be told. Shaped as the file system port's answer. */
export type Seen<T> =
  | { readonly kind: "present"; readonly value: T }
  | { readonly kind: "absent" }
  | { readonly kind: "unreadable"; readonly reason: string };

export interface PathFact {
  readonly type: "file" | "directory" | "symlink" | "other";
  readonly mode: number;
  readonly owner: string;
  readonly size: number;
}

export interface ListenerFact {
  readonly address: string;
  readonly port: number;
  readonly process: { readonly pid: number; readonly name: string } | undefined;
}

/** One name in staticPodPath that the kubelet reads: it does not start with a dot and is no directory. */
export interface ManifestFact {
  readonly path: AbsolutePath;
  readonly status: Seen<PathFact>;
  /** Of regular files only. */
  readonly text: Seen<string>;
}

export interface StaticPodFacts {
  readonly found: StaticPodPathView;
  readonly directory: Seen<PathFact>;
  /** Every directory on the way from / to it, without itself. */
  readonly parents: readonly { readonly path: AbsolutePath; readonly status: Seen<PathFact> }[];
  readonly manifests: Seen<readonly ManifestFact[]>;
}

export interface RuntimeFact {
  readonly name: string;
  readonly version: string;
  /** Conditions that are false, as `Name: message`. */
  readonly unmetConditions: readonly string[];
  /** Whether it answers RuntimeConfig, which newer kubelets need. */
  readonly hasRuntimeConfig: boolean;
}

export interface KubeletServiceFact {
  readonly state: "absent" | "stopped" | "starting" | "running" | "restarting";
  readonly lastExit: string | undefined;
  /** The last lines it printed. */
  readonly lastLines: readonly string[];
  readonly hasConfiguration: boolean;
}

export interface SpaceFact {
  readonly bytes: number;
  /** Undefined where the file system has no such limit. */
  readonly inodes: number | undefined;
}

export interface MountFact {
  readonly path: string;
  readonly fileSystem: string;
  readonly isReadOnly: boolean;
}

/** What is wanted of the host, as far as the checks need it and ClusterSpec and NodeSpec do not say it. */
export interface PreflightRequest {
  /** The manifests that will be written. */
  readonly manifests: readonly AbsolutePath[];
  /** References of all images that the node needs. */
  readonly images: readonly string[];
  /** Repository of images made on this host, which no registry has; undefined where there is none. */
  readonly localImageRepository: string | undefined;
  /** The kubelet configuration as it will be written. */
  readonly kubeletConfiguration: JsonObject;
  /** The data directory is that of an interrupted init of this configuration. */
  readonly isResuming: boolean;
  /** When this tool was built, milliseconds since 1970; undefined where it is not known. */
  readonly builtAt: number | undefined;
}

/** Everything the checks look at besides ClusterSpec and NodeSpec. */
export interface PreflightFacts {
  readonly request: PreflightRequest;
  readonly userId: Seen<number>;
  readonly cpus: Seen<number>;
  readonly memoryBytes: Seen<number>;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly listeners: Seen<readonly ListenerFact[]>;
  /** Addresses of the host's interfaces. */
  readonly addresses: Seen<readonly string[]>;
  readonly staticPods: StaticPodFacts;
  readonly mounts: Seen<readonly MountFact[]>;
  readonly runtime: Seen<RuntimeFact>;
  readonly images: readonly { readonly reference: string; readonly image: Seen<{ readonly id: string }> }[];
  /** With its leading v. */
  readonly kubeletVersion: Seen<string>;
  readonly kubeletService: Seen<KubeletServiceFact>;
  /** Of local etcd; the names in it are sorted. */
  readonly etcdDataDirectory: { readonly status: Seen<PathFact>; readonly names: Seen<readonly string[]> };
  /** Addresses that the Node's name resolves to. */
  readonly nodeNameAddresses: Seen<readonly string[]>;
  readonly programs: readonly { readonly name: string; readonly isFound: boolean }[];
  readonly forwarding: { readonly ipv4: Seen<string>; readonly ipv6: Seen<string> };
  /** notBefore of the certificate authorities that exist, milliseconds since 1970. */
  readonly authorities: readonly { readonly path: AbsolutePath; readonly notBefore: Seen<number> }[];
  readonly space: readonly { readonly path: AbsolutePath; readonly free: Seen<SpaceFact> }[];
}
