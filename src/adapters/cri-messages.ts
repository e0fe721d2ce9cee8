/** CRI responses as they are decoded: upstream's field names, absent messages null, nanoseconds as (rounded) numbers. */
export interface CriResponses {
  readonly Version: {
    readonly runtime_name: string;
    readonly runtime_version: string;
    readonly runtime_api_version: string;
  };
  readonly Status: { readonly status: { readonly conditions: readonly CriCondition[] } | null };
  readonly RuntimeConfig: { readonly linux: { readonly cgroup_driver: "SYSTEMD" | "CGROUPFS" } | null };
  readonly ListPodSandbox: { readonly items: readonly CriSandbox[] };
  readonly StopPodSandbox: object;
  readonly RemovePodSandbox: object;
  readonly ListContainers: { readonly containers: readonly CriContainer[] };
  readonly ContainerStatus: {
    readonly status: CriContainerStatus | null;
    readonly info: Readonly<Record<string, string>>;
  };
  readonly StopContainer: object;
  readonly ListImages: { readonly images: readonly CriImage[] };
  readonly ImageStatus: { readonly image: CriImage | null };
  readonly PullImage: { readonly image_ref: string };
}

export interface CriCondition {
  readonly type: string;
  readonly status: boolean;
  readonly reason: string;
  readonly message: string;
}

export interface CriSandbox {
  readonly id: string;
  readonly metadata: { readonly name: string; readonly uid: string; readonly namespace: string } | null;
  readonly state: "SANDBOX_READY" | "SANDBOX_NOTREADY";
  readonly created_at: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What a container's list entry and its status have in common. */
interface CriContainerBase {
  readonly id: string;
  readonly metadata: { readonly name: string; readonly attempt: number } | null;
  readonly state: "CONTAINER_CREATED" | "CONTAINER_RUNNING" | "CONTAINER_EXITED" | "CONTAINER_UNKNOWN";
  readonly image: { readonly image: string; readonly user_specified_image: string } | null;
  readonly created_at: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface CriContainer extends CriContainerBase {
  readonly pod_sandbox_id: string;
}

export interface CriContainerStatus extends CriContainerBase {
  readonly started_at: number;
  readonly finished_at: number;
  readonly exit_code: number;
  readonly reason: string;
  readonly message: string;
  readonly log_path: string;
}

export interface CriImage {
  readonly id: string;
  readonly repo_tags: readonly string[];
  readonly size: number;
}
