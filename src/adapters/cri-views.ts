import type { ContainerStatus, ContainerView, SandboxView } from "../ports/container-runtime.ts";
import type { CriContainer, CriResponses, CriSandbox } from "./cri-messages.ts";

const CONTAINER_STATES: Readonly<Record<string, ContainerView["state"]>> = {
  CONTAINER_CREATED: "created",
  CONTAINER_RUNNING: "running",
  CONTAINER_EXITED: "exited",
};

/** A sandbox in the project's words. */
export function sandboxView(sandbox: CriSandbox): SandboxView {
  const { id, metadata, state, labels, annotations } = sandbox;
  return {
    id,
    name: metadata?.name ?? "",
    namespace: metadata?.namespace ?? "",
    uid: metadata?.uid ?? "",
    isReady: state === "SANDBOX_READY",
    createdAt: milliseconds(sandbox.created_at),
    labels,
    annotations,
  };
}

/** A container in the project's words. */
export function containerView(container: CriContainer): ContainerView {
  return commonView(container, container.pod_sandbox_id);
}

/**
 * A container's status in the project's words. CRI has no field for the sandbox and the process: containerd and CRI-O
 * tell them in `info`, as JSON.
 */
export function containerStatus({ status, info }: CriResponses["ContainerStatus"]): ContainerStatus {
  if (status === null) {
    throw new TypeError("the runtime answered ContainerStatus without a status");
  }
  const { sandboxID, pid } = parseInfo(info["info"]);
  return {
    ...commonView(status, typeof sandboxID === "string" ? sandboxID : ""),
    pid: typeof pid === "number" && pid > 0 ? pid : undefined,
    startedAt: milliseconds(status.started_at),
    finishedAt: milliseconds(status.finished_at),
    exitCode: status.exit_code,
    reason: status.reason,
    message: status.message,
    logPath: status.log_path,
  };
}

type Common = Omit<CriContainer, "pod_sandbox_id">;

function commonView(container: Common, sandboxId: string): ContainerView {
  const { id, metadata, image, state, labels, annotations } = container;
  return {
    id,
    sandboxId,
    name: metadata?.name ?? "",
    attempt: metadata?.attempt ?? 0,
    state: CONTAINER_STATES[state] ?? "unknown",
    // The kubelet asks by id; what the Pod said is kept beside it.
    image: image === null ? "" : image.user_specified_image || image.image,
    createdAt: milliseconds(container.created_at),
    labels,
    annotations,
  };
}

function parseInfo(text = "{}"): { readonly sandboxID?: unknown; readonly pid?: unknown } {
  try {
    const info: unknown = JSON.parse(text);
    return typeof info === "object" && info !== null ? info : {};
  } catch {
    return {};
  }
}

function milliseconds(nanoseconds: number): number {
  return Math.floor(nanoseconds / 1e6);
}
