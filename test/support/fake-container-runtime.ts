import { RuntimeUnavailable } from "../../src/ports/container-runtime.ts";
import type {
  ContainerRuntime,
  ContainerStatus,
  ContainerView,
  RuntimeVersion,
  SandboxView,
} from "../../src/ports/container-runtime.ts";

interface FakeImage {
  readonly id: string;
  readonly tags: readonly string[];
  readonly size: number;
}

/** A container runtime made of lists that a test fills. */
export class FakeContainerRuntime implements ContainerRuntime {
  isAvailable = true;
  runtimeVersion: RuntimeVersion = { name: "containerd", version: "2.1.0", apiVersion: "v1" };
  unmet: string[] = [];
  driver: "cgroupfs" | "systemd" | undefined = "cgroupfs";
  /** What {@link pullImage} can get, beside what is present. */
  readonly registry = new Set<string>();
  /** Calls that change something, as `stopSandbox ID`. */
  readonly calls: string[] = [];
  readonly #sandboxes = new Map<string, SandboxView>();
  readonly #containers = new Map<string, ContainerStatus>();
  readonly #images = new Map<string, FakeImage>();

  putSandbox(sandbox: Partial<SandboxView> & { readonly id: string }): this {
    this.#sandboxes.set(sandbox.id, { ...SANDBOX, ...sandbox });
    return this;
  }
  putContainer(container: Partial<ContainerStatus> & { readonly id: string }): this {
    this.#containers.set(container.id, { ...CONTAINER, ...container });
    return this;
  }
  removeContainer(id: string): this {
    this.#containers.delete(id);
    return this;
  }
  putImage(reference: string, size = 1_000): this {
    this.#images.set(reference, { id: `sha256:${reference}`, tags: [reference], size });
    return this;
  }

  async version(): Promise<RuntimeVersion> {
    this.#reach();
    return this.runtimeVersion;
  }
  async unmetConditions(): Promise<readonly string[]> {
    this.#reach();
    return [...this.unmet];
  }
  async cgroupDriver(): Promise<"cgroupfs" | "systemd" | undefined> {
    this.#reach();
    return this.driver;
  }
  async sandboxes(): Promise<readonly SandboxView[]> {
    this.#reach();
    return [...this.#sandboxes.values()];
  }
  async containers(): Promise<readonly ContainerView[]> {
    this.#reach();
    return [...this.#containers.values()].map(viewOf);
  }
  async containerStatus(id: string): Promise<ContainerStatus> {
    this.#reach();
    const container = this.#containers.get(id);
    if (container === undefined) {
      throw new Error(`container ${id} not found`);
    }
    return container;
  }
  async image(reference: string): Promise<{ readonly id: string; readonly size: number } | undefined> {
    this.#reach();
    const image = this.#images.get(reference);
    return image === undefined ? undefined : { id: image.id, size: image.size };
  }
  async images(): Promise<readonly FakeImage[]> {
    this.#reach();
    return [...this.#images.values()];
  }
  async pullImage(reference: string): Promise<void> {
    this.#reach(`pullImage ${reference}`);
    if (!this.registry.has(reference)) {
      throw new Error(`failed to pull ${reference}: not found`);
    }
    this.putImage(reference);
  }
  async stopSandbox(id: string): Promise<void> {
    this.#reach(`stopSandbox ${id}`);
    const sandbox = this.#sandboxes.get(id);
    if (sandbox !== undefined) {
      this.#sandboxes.set(id, { ...sandbox, isReady: false });
    }
    for (const container of this.#containersOf(id)) {
      this.#exit(container);
    }
  }
  async removeSandbox(id: string): Promise<void> {
    this.#reach(`removeSandbox ${id}`);
    this.#sandboxes.delete(id);
    for (const container of this.#containersOf(id)) {
      this.#containers.delete(container.id);
    }
  }
  async stopContainer(id: string, graceSeconds: number): Promise<void> {
    this.#reach(`stopContainer ${id} ${graceSeconds}`);
    const container = this.#containers.get(id);
    if (container !== undefined) {
      this.#exit(container);
    }
  }

  #reach(call?: string): void {
    if (!this.isAvailable) {
      throw new RuntimeUnavailable("nothing answers at the runtime's socket");
    }
    if (call !== undefined) {
      this.calls.push(call);
    }
  }
  #containersOf(id: string): readonly ContainerStatus[] {
    return [...this.#containers.values()].filter(({ sandboxId }) => sandboxId === id);
  }
  #exit(container: ContainerStatus): void {
    if (container.state === "running") {
      this.putContainer({ ...container, state: "exited", pid: undefined, exitCode: 137, reason: "Error" });
    }
  }
}

const SANDBOX: SandboxView = {
  id: "",
  name: "",
  namespace: "kube-system",
  uid: "",
  isReady: true,
  createdAt: 0,
  labels: {},
  annotations: {},
};

const CONTAINER: ContainerStatus = {
  id: "",
  sandboxId: "",
  name: "",
  attempt: 0,
  state: "running",
  image: "",
  createdAt: 0,
  labels: {},
  annotations: {},
  pid: undefined,
  startedAt: 0,
  finishedAt: 0,
  exitCode: 0,
  reason: "",
  message: "",
  logPath: "",
};

function viewOf(status: ContainerStatus): ContainerView {
  const { id, sandboxId, name, attempt, state, image, createdAt, labels, annotations } = status;
  return { id, sandboxId, name, attempt, state, image, createdAt, labels, annotations };
}
