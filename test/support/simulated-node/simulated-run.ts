import type { ApplyPorts } from "../../../src/apply/transaction/apply-ports.ts";
import { NodeEntropy } from "../../../src/adapters/node-entropy.ts";
import { renderStaticPod } from "../../../src/desired/manifests/render-static-pod.ts";
import { packetFilterRefused } from "../../../src/errors/packet-filter.ts";
import { ApiRefused } from "../../../src/ports/cluster-api.ts";
import { EtcdUnavailable } from "../../../src/ports/etcd.ts";
import { FakeCommands } from "../fake-commands.ts";
import { RecordingReporter } from "../recording-reporter.ts";
import { renderTemplate } from "../render-template.ts";
import { systemError } from "../system-error.ts";
import type { SimulatedNode } from "./simulated-node.ts";
import { ADDRESS } from "./simulated-servers.ts";

const MUTATING = {
  files: ["writeNew", "rename", "makeDirectory", "setStatus", "makeLink", "link", "remove"],
  packets: ["translate", "stopTranslating", "remove", "hold", "release", "refuseStrays", "forget"],
  api: ["apply", "create", "patch", "delete"],
  etcd: ["putFor", "delete", "moveLeader", "snapshot"],
  services: ["start", "stop", "restart"],
  runtime: ["stopContainer", "stopSandbox", "removeSandbox", "pullImage"],
  processes: ["signal"],
  guard: ["start"],
  reading: [],
} as const;
type Port = keyof typeof MUTATING;

const FAILURES: Readonly<Record<Port, () => Error>> = {
  files: () => systemError("ENOSPC", "write", "/"),
  packets: () => packetFilterRefused("be changed", "injected"),
  api: () => new ApiRefused(500, "InternalError", "injected"),
  etcd: () => new EtcdUnavailable("injected"),
  services: () => new Error("injected"),
  runtime: () => new Error("injected"),
  processes: () => new Error("injected"),
  guard: () => new Error("injected"),
  reading: () => new Error("injected"),
};

/** What befalls a run at its n-th mutating operation, the first of which is 1; of whatever port. */
export interface Fault {
  readonly at: number;
  /** `kill`: it is never begun, and nothing of the run goes on. `fail`: it does nothing and says so, once. */
  readonly kind: "kill" | "fail";
}

/** One process of ours on a simulated node. */
export class SimulatedRun {
  /** Every mutating operation so far. */
  readonly operations: string[] = [];
  readonly reporter = new RecordingReporter();
  readonly killed: Promise<"killed">;
  readonly #node: SimulatedNode;
  readonly #fault: Fault | undefined;
  #isDead = false;
  #die: (word: "killed") => void = () => undefined;

  constructor(node: SimulatedNode, fault?: Fault) {
    this.#node = node;
    this.#fault = fault;
    this.killed = new Promise((resolve) => {
      this.#die = resolve;
    });
  }

  /** What `work` resolves to, or how it failed; `killed` where the fault came first. */
  async carryOut<T>(work: (ports: ApplyPorts) => Promise<T>): Promise<{ value: T } | { error: unknown } | "killed"> {
    const lock = await this.#node.lock.take("steadyplane apply");
    if (lock.kind === "held") {
      throw new Error("another run has the host");
    }
    const working = work(this.ports()).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    const outcome = await Promise.race([working, this.killed]);
    // The kernel gives up the lock of a process that is gone.
    await lock.release();
    return outcome;
  }

  ports(): ApplyPorts {
    const node = this.#node;
    const { clock } = node;
    const http = this.#port("reading", node.http);
    const api = this.#port("api", node.api);
    return {
      files: this.#port("files", node.files),
      packets: this.#port("packets", node.packets),
      guard: this.#port(
        "guard",
        node.guard(() => !this.#isDead),
      ),
      connections: this.#port("reading", node.connections),
      processes: this.#port("processes", node.processes),
      services: this.#port("services", node.services),
      runtime: this.#port("runtime", node.runtime),
      clock: {
        now: () => clock.now(),
        monotonicMs: () => clock.monotonicMs(),
        sleep: async (...args) => {
          await this.#alive();
          await clock.sleep(...args);
          await this.#alive();
        },
      },
      etcdAt: (access) => this.#port("etcd", node.etcdAt(access)),
      ...{ http, freshHttp: http, clusterApi: () => api, freshClusterApi: () => api },
      interfaces: { addresses: () => [{ interface: "eth0", address: ADDRESS, family: 4 }] },
      commands: new FakeCommands(),
      entropy: new NodeEntropy(),
      reporter: this.reporter,
      render: renderTemplate,
      renderManifest: (resource, known) => renderStaticPod(resource, known, renderTemplate),
    };
  }

  #port<T extends object>(port: Port, target: T): T {
    return new Proxy(target, {
      get: (object, name) => {
        const value: unknown = Reflect.get(object, name, object);
        if (typeof value !== "function") {
          return value;
        }
        if (name === "close") {
          return () => undefined;
        }
        const call = value as (...all: readonly unknown[]) => Promise<unknown>;
        const isMutating = (MUTATING[port] as readonly unknown[]).includes(name);
        return async (...args: readonly unknown[]) => {
          if (isMutating) {
            const words = args.filter((arg) => typeof arg === "string").map((word) => word.slice(0, 100));
            this.#enter(port, [`${port}.${String(name)}`, ...words].join(" "));
          }
          await this.#alive();
          try {
            return await call.apply(object, [...args]);
          } finally {
            await this.#alive();
            if (isMutating) {
              this.#node.look();
            }
          }
        };
      },
    });
  }
  #enter(port: Port, operation: string): void {
    if (this.#isDead) {
      return;
    }
    this.operations.push(operation);
    if (this.operations.length !== this.#fault?.at) {
      return;
    }
    if (this.#fault.kind === "fail") {
      throw FAILURES[port]();
    }
    this.#isDead = true;
    this.#die("killed");
  }
  /** Nobody is there to go on once it is killed. */
  async #alive(): Promise<void> {
    await (this.#isDead ? new Promise(() => undefined) : undefined);
  }
}
