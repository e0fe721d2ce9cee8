import type {
  ContainerRuntime,
  ContainerStatus,
  ContainerView,
  RuntimeVersion,
  SandboxView,
} from "../ports/container-runtime.ts";
import type { CriClient } from "./cri-client.ts";
import type { CriResponses } from "./cri-messages.ts";
import { containerStatus, containerView, sandboxView } from "./cri-views.ts";

const QUESTION_MS = 5_000;
/** The kubelet's runtimeRequestTimeout. */
const CHANGE_MS = 120_000;
const PULL_MS = 600_000;
// gRPC's numbers: to import them would load gRPC.
const NOT_FOUND = 5;
const UNIMPLEMENTED = 12;

const DRIVERS = { SYSTEMD: "systemd", CGROUPFS: "cgroupfs" } as const;

/** A container runtime over CRI v1, at unix:///path or a bare path. gRPC itself is loaded by the first call. */
export class GrpcContainerRuntime implements ContainerRuntime {
  readonly #endpoint: string;
  readonly #questionMs: number;
  #client: Promise<CriClient> | undefined;

  constructor(endpoint: string, questionMs: number = QUESTION_MS) {
    this.#endpoint = endpoint;
    this.#questionMs = questionMs;
  }

  async version(): Promise<RuntimeVersion> {
    const answer = await this.#call("Version", {}, this.#questionMs);
    return { name: answer.runtime_name, version: answer.runtime_version, apiVersion: answer.runtime_api_version };
  }

  async unmetConditions(): Promise<readonly string[]> {
    const { status } = await this.#call("Status", {}, this.#questionMs);
    const unmet = (status?.conditions ?? []).filter((condition) => !condition.status);
    return unmet.map(({ type, message, reason }) => `${type}: ${message || reason}`);
  }

  async cgroupDriver(): Promise<"cgroupfs" | "systemd" | undefined> {
    const answer = await this.#call("RuntimeConfig", {}, this.#questionMs).catch((error: unknown) => {
      if (codeOf(error) === UNIMPLEMENTED) {
        return undefined;
      }
      throw error;
    });
    const driver = answer?.linux?.cgroup_driver;
    return driver === undefined ? undefined : DRIVERS[driver];
  }

  async sandboxes(): Promise<readonly SandboxView[]> {
    return (await this.#call("ListPodSandbox", {}, this.#questionMs)).items.map(sandboxView);
  }
  async containers(): Promise<readonly ContainerView[]> {
    return (await this.#call("ListContainers", {}, this.#questionMs)).containers.map(containerView);
  }
  async containerStatus(id: string): Promise<ContainerStatus> {
    return containerStatus(await this.#call("ContainerStatus", { container_id: id, verbose: true }, this.#questionMs));
  }

  async image(reference: string): Promise<{ readonly id: string; readonly size: number } | undefined> {
    const { image } = await this.#call("ImageStatus", { image: { image: reference } }, this.#questionMs);
    return image === null ? undefined : { id: image.id, size: image.size };
  }
  async images(): Promise<readonly { readonly id: string; readonly tags: readonly string[]; readonly size: number }[]> {
    const { images } = await this.#call("ListImages", {}, this.#questionMs);
    return images.map(({ id, repo_tags, size }) => ({ id, tags: repo_tags, size }));
  }
  async pullImage(reference: string): Promise<void> {
    await this.#call("PullImage", { image: { image: reference } }, PULL_MS);
  }

  async stopSandbox(id: string): Promise<void> {
    await this.#call("StopPodSandbox", { pod_sandbox_id: id }, CHANGE_MS).catch(orGone);
  }
  async removeSandbox(id: string): Promise<void> {
    await this.#call("RemovePodSandbox", { pod_sandbox_id: id }, CHANGE_MS).catch(orGone);
  }
  async stopContainer(id: string, graceSeconds: number): Promise<void> {
    const limit = graceSeconds * 1_000 + CHANGE_MS;
    await this.#call("StopContainer", { container_id: id, timeout: graceSeconds }, limit).catch(orGone);
  }

  async #call<M extends keyof CriResponses>(method: M, request: object, timeoutMs: number): Promise<CriResponses[M]> {
    this.#client ??= import("./cri-client.ts").then(({ CriClient }) => new CriClient(this.#endpoint));
    return (await this.#client).call(method, request, timeoutMs);
  }
}

// What is to be stopped or removed and is not there needs nothing more; not every containerd sees it so.
function orGone(error: unknown): undefined {
  if (codeOf(error) !== NOT_FOUND) {
    throw error;
  }
  return undefined;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
