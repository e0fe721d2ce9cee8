export interface SandboxView {
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly isReady: boolean;
  /** Nanoseconds since 1970 are cut to milliseconds. */
  readonly createdAt: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface ContainerView {
  readonly id: string;
  readonly sandboxId: string;
  readonly name: string;
  readonly attempt: number;
  readonly state: "created" | "running" | "exited" | "unknown";
  readonly image: string;
  readonly createdAt: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface ContainerStatus extends ContainerView {
  readonly pid: number | undefined;
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly exitCode: number;
  readonly reason: string;
  readonly message: string;
  /** Where the runtime writes the container's output; empty where it does not. */
  readonly logPath: string;
}

export interface RuntimeVersion {
  readonly name: string;
  readonly version: string;
  readonly apiVersion: string;
}

/**
 * The container runtime over CRI v1. Rejects with {@link RuntimeUnavailable} where nothing answers, and with the
 * runtime's own error otherwise. Every call has a bound of its own.
 */
export interface ContainerRuntime {
  version(): Promise<RuntimeVersion>;
  /** Conditions that are false, as `Name: message`. */
  unmetConditions(): Promise<readonly string[]>;
  /** Undefined where the runtime has no RuntimeConfig call (containerd before 2.0). */
  cgroupDriver(): Promise<"cgroupfs" | "systemd" | undefined>;
  sandboxes(): Promise<readonly SandboxView[]>;
  containers(): Promise<readonly ContainerView[]>;
  containerStatus(id: string): Promise<ContainerStatus>;
  /** The image's id and size in bytes, or undefined where it is not present. */
  image(reference: string): Promise<{ readonly id: string; readonly size: number } | undefined>;
  images(): Promise<readonly { readonly id: string; readonly tags: readonly string[]; readonly size: number }[]>;
  pullImage(reference: string): Promise<void>;
  stopSandbox(id: string): Promise<void>;
  removeSandbox(id: string): Promise<void>;
  stopContainer(id: string, graceSeconds: number): Promise<void>;
}

export class RuntimeUnavailable extends Error {
  override readonly name = "RuntimeUnavailable";
}
