import type { InstanceName } from "../../domain/run-record.ts";
import type { ContainerRuntime, ContainerStatus, ContainerView, SandboxView } from "../../ports/container-runtime.ts";
import type { Processes } from "../../ports/processes.ts";
import { instanceNamed } from "./instance-named.ts";
import type { RunLog } from "./run-log.ts";
import { withMethods } from "./with-methods.ts";

/** A container as it was last seen; times are the runtime's, milliseconds since 1970. */
export interface SeenContainer extends InstanceName {
  readonly id: string;
  readonly sandbox: string;
  readonly createdAt: number;
  readonly startedAt: number | undefined;
  readonly pid: number | undefined;
  readonly ended: { readonly at: number; readonly exitCode: number | undefined } | undefined;
}

const SHOWN = 12;
const UNKNOWN = { startedAt: undefined, pid: undefined, ended: undefined };

/** Gathers what a container runtime is asked anyway: Pods of the control plane, and when their containers came and went. */
export class SeenPods {
  readonly #log: RunLog;
  readonly #sandboxes = new Map<string, InstanceName & { readonly createdAt: number }>();
  readonly #containers = new Map<string, SeenContainer>();
  #runtime: ContainerRuntime | undefined;

  constructor(log: RunLog) {
    this.#log = log;
  }

  get containers(): readonly SeenContainer[] {
    return [...this.#containers.values()];
  }

  /** `runtime`, whose answers are looked at. */
  watching(runtime: ContainerRuntime): ContainerRuntime {
    this.#runtime = runtime;
    return withMethods(runtime, {
      sandboxes: async () => {
        const sandboxes = await runtime.sandboxes();
        sandboxes.forEach((sandbox) => this.#seeSandbox(sandbox));
        return sandboxes;
      },
      containers: async () => {
        const containers = await runtime.containers();
        this.#seeContainers(containers);
        return containers;
      },
      containerStatus: async (id) => {
        const status = await runtime.containerStatus(id);
        this.#seeStatus(status);
        return status;
      },
      pullImage: async (image) => {
        this.#log.note({ kind: "image-pull-started", image });
        await runtime.pullImage(image);
        this.#log.note({ kind: "image-pulled", image });
      },
    });
  }

  /** `processes`, of whose answers it is noted when one of those of the containers is gone. */
  watchingProcesses(processes: Processes): Processes {
    return withMethods(processes, {
      isRunning: async (pid) => {
        const isRunning = await processes.isRunning(pid);
        const seen = this.containers.find((container) => container.pid === pid);
        if (!isRunning && seen !== undefined) {
          this.#end(seen);
        }
        return isRunning;
      },
    });
  }

  /** A last look, for what nobody asked about after it had happened. Never rejects. */
  async lookAgain(): Promise<void> {
    const watched = this.#runtime === undefined ? undefined : this.watching(this.#runtime);
    try {
      await watched?.sandboxes();
      const containers = (await watched?.containers()) ?? [];
      const ours = containers.filter(({ id }) => this.#containers.has(id));
      await Promise.all(ours.map(async ({ id }) => watched?.containerStatus(id)));
    } catch {
      // What was seen before is what there is.
    }
  }

  /** Notes all that is known. To be called once, at the end. */
  note(): void {
    for (const [id, { createdAt, component, instance }] of this.#sandboxes) {
      this.#log.note({ kind: "sandbox-created", sandbox: id.slice(0, SHOWN), component, instance }, createdAt);
    }
    for (const { id, sandbox, createdAt, startedAt, ended, component, instance } of this.containers) {
      const name = { container: id.slice(0, SHOWN), sandbox: sandbox.slice(0, SHOWN), component, instance };
      this.#log.note({ kind: "container-created", ...name }, createdAt);
      if (startedAt !== undefined) {
        this.#log.note({ kind: "container-started", ...name }, startedAt);
      }
      if (ended !== undefined) {
        const { container } = name;
        this.#log.note({ kind: "container-ended", container, component, instance, exitCode: ended.exitCode }, ended.at);
      }
    }
  }

  #seeSandbox({ id, name, namespace, createdAt }: SandboxView): void {
    const instance = namespace === "kube-system" ? instanceNamed(name) : undefined;
    if (instance !== undefined) {
      this.#sandboxes.set(id, { ...instance, createdAt });
    }
  }

  #seeContainers(views: readonly ContainerView[]): void {
    for (const { id, sandboxId: sandbox, createdAt } of views) {
      const name = this.#sandboxes.get(sandbox);
      if (name !== undefined && !this.#containers.has(id)) {
        const { component, instance } = name;
        const container = { id, sandbox, component, instance, createdAt, ...UNKNOWN };
        this.#containers.set(id, container);
      }
    }
    const running = new Set(views.filter(({ state }) => state !== "exited").map(({ id }) => id));
    for (const seen of this.#containers.values()) {
      if (!running.has(seen.id)) {
        this.#end(seen);
      }
    }
  }

  #end(seen: SeenContainer): void {
    if (seen.ended === undefined) {
      this.#containers.set(seen.id, { ...seen, ended: { at: this.#log.now(), exitCode: undefined } });
    }
  }

  #seeStatus({ id, state, pid, startedAt, finishedAt, exitCode }: ContainerStatus): void {
    const seen = this.#containers.get(id);
    if (seen !== undefined) {
      const ended = state === "exited" ? { at: finishedAt, exitCode } : seen.ended;
      this.#containers.set(id, {
        ...seen,
        startedAt: startedAt > 0 ? startedAt : seen.startedAt,
        pid: pid ?? seen.pid,
        ended,
      });
    }
  }
}
