import type { Guard } from "../../../src/ports/guard.ts";
import { guardTable } from "../../../src/apply/handoff/guard/guard-table.ts";
import { ApiUnreachable, type ClusterApi } from "../../../src/ports/cluster-api.ts";
import type { Connections } from "../../../src/ports/connections.ts";
import { type Etcd, EtcdUnavailable } from "../../../src/ports/etcd.ts";
import type { Processes } from "../../../src/ports/processes.ts";
import type { Services } from "../../../src/ports/services.ts";
import { FakeClock } from "../fake-clock.ts";
import { FakeClusterApi } from "../fake-cluster-api.ts";
import { FakeConnections } from "../fake-connections.ts";
import { FakeContainerRuntime } from "../fake-container-runtime.ts";
import { FakeEtcd } from "../fake-etcd.ts";
import { FakePacketFilter } from "../fake-packet-filter.ts";
import { FakeServices } from "../fake-services.ts";
import { InMemoryFileSystem } from "../in-memory-file-system.ts";
import { InMemoryHostLock } from "../in-memory-host-lock.ts";
import { Outages } from "./outages.ts";
import { SimulatedHttp } from "./simulated-http.ts";
import { SimulatedKubelet } from "./simulated-kubelet.ts";
import { ADDRESS, API_PORT, SimulatedServers } from "./simulated-servers.ts";

const KUBELET_RESTART_MS = 1_000;
const BOOT_MS = 3_000;

/**
 * A whole control-plane node in memory: disk, kubelet, runtime, components, packet filter, and a client that watches the
 * API at the node's address at every instant.
 */
export class SimulatedNode {
  readonly clock = new FakeClock();
  readonly files = new InMemoryFileSystem();
  readonly packets = new FakePacketFilter(this.clock);
  readonly cluster = new FakeClusterApi();
  readonly lock = new InMemoryHostLock();
  readonly outages = new Outages(this.clock);
  readonly #etcd = new FakeEtcd(this.files, this.clock);
  readonly #connections = new FakeConnections();
  readonly #services = new FakeServices().put("kubelet", { pid: 10 }).put("containerd", { pid: 11 });
  readonly #stored = new FakeContainerRuntime();
  readonly #due = new Set<number>();
  readonly kubelet: SimulatedKubelet;
  readonly servers: SimulatedServers;
  readonly http: SimulatedHttp;
  #boot = new AbortController();

  constructor() {
    const { clock, files, packets, cluster } = this;
    this.kubelet = new SimulatedKubelet({
      ...{ clock, files, runtime: this.#stored },
      isBusy: (process) => this.servers.isBusy(process),
      onStop: ({ pod }) => void this.#leaveEndpoints(pod.isSecond ? "" : pod.component),
      onEnd: (process) => this.servers.ended(process),
    });
    this.servers = new SimulatedServers({
      ...{ clock, packets, cluster },
      processes: () => this.kubelet.processes(),
      pods: () => this.kubelet.pods(),
    });
    const connections = this.#connections;
    this.http = new SimulatedHttp({
      ...{ clock, cluster, connections, servers: this.servers },
      isKubeletUp: () => this.kubelet.isUp,
    });
  }

  /** The present, after something has changed. To be called then. */
  look(): void {
    if (this.kubelet.isUp) {
      this.files.putDirectory("/run");
    }
    let next = 0;
    let seen = "";
    do {
      seen = this.#state();
      next = Math.min(this.kubelet.sync(), this.servers.sync(this.kubelet.isUp));
    } while (this.#state() !== seen);
    this.outages.see(this.servers.api());
    this.#wakeAt(next);
    const { forMs } = { forMs: this.packets.heldForMs(ADDRESS, API_PORT) };
    this.#wakeAt(forMs > 0 ? this.clock.monotonicMs() + forMs : Infinity);
  }
  /** Everything is killed, /run and the packet filter are empty, and the host starts again. */
  reboot(): void {
    this.#boot.abort(new Error("the host is rebooted"));
    this.#boot = new AbortController();
    this.kubelet.isUp = false;
    this.kubelet.reboot();
    this.packets.flush();
    this.lock.holder = undefined;
    for (const path of Object.keys(this.files.snapshot())
      .filter((name) => name.startsWith("/run/"))
      .toReversed()) {
      this.files.take(path);
    }
    this.look();
    this.#startKubelet(BOOT_MS);
  }
  /** Nothing of ours watches it any more. */
  end(): void {
    this.#boot.abort(new Error("the test is over"));
  }
  async pass(ms: number): Promise<void> {
    this.look();
    await this.clock.sleep(ms);
    this.look();
  }

  get runtime(): FakeContainerRuntime {
    return new Proxy(this.#stored, {
      get: (stored, name) => {
        if (name === "stopContainer") {
          return async (id: string) => this.kubelet.stopContainer(id);
        }
        const value: unknown = Reflect.get(stored, name, stored);
        return typeof value === "function" ? (value.bind(stored) as unknown) : value;
      },
    });
  }
  get processes(): Processes {
    const all = () => this.kubelet.processes();
    return {
      list: async () =>
        all().map(({ pid, pod: { command } }) => ({ pid, name: pod0(command), args: command, startedAt: 0 })),
      isRunning: async (pid) => all().some((process) => process.pid === pid),
      listeners: async () =>
        this.servers
          .listeners()
          .flatMap(({ pid, pod: { ports, command }, sockets }) =>
            ports.flatMap((port, index) =>
              ["127.0.0.1", ADDRESS]
                .slice(0, index === 0 ? sockets : 1)
                .map((address) => ({ address, port, process: { pid, name: pod0(command) } })),
            ),
          ),
      signal: async (pid) => this.kubelet.kill(pid),
    };
  }
  get connections(): Connections {
    return {
      peers: async (port) => this.#connections.peers(port),
      isListening: async (port) => this.servers.listeners().some(({ pod }) => pod.ports.includes(port)),
    };
  }
  get services(): Services {
    const services = this.#services;
    return {
      status: async (name) => services.status(name),
      logs: async (name, lines) => services.logs(name, lines),
      start: async (name) => services.start(name),
      stop: async (name) => services.stop(name),
      restart: async (name) => {
        await services.restart(name);
        this.kubelet.isUp = false;
        this.#startKubelet(KUBELET_RESTART_MS);
      },
    };
  }
  /** The API at the node's address; requests wait while packets are dropped. */
  get api(): ClusterApi {
    return new Proxy<ClusterApi>(this.cluster, {
      get: (cluster, name: keyof ClusterApi) => {
        if (!(name in cluster)) {
          return undefined;
        }
        return async (...args: readonly unknown[]) => {
          const url = `https://${ADDRESS}:${API_PORT}/api`;
          const answer = await this.http.request({ url, timeoutMs: 10_000 });
          if (answer.kind === "failed") {
            throw new ApiUnreachable(answer.failure, answer.message);
          }
          const result: unknown = await (cluster[name] as (...all: readonly unknown[]) => Promise<unknown>)(...args);
          const [{ kind = "", name: object = "" } = {}] = args as readonly { kind?: string; name?: string }[];
          if (name === "delete" && kind === "Pod") {
            this.kubelet.mirrorDeleted(object);
          }
          return result;
        };
      },
    });
  }
  etcdAt({ endpoint }: { readonly endpoint: string }): Etcd {
    const { hostname, port } = new URL(endpoint);
    return new Proxy<Etcd>(this.#etcd, {
      get: (etcd, name: keyof Etcd) => {
        // Whoever awaits it asks for `then`.
        if (!(name in etcd)) {
          return undefined;
        }
        return (...args: readonly unknown[]): unknown => {
          const arrival = this.servers.arrival(hostname, Number(port));
          const isServed = arrival.kind === "arrives" && this.servers.serves(arrival.at);
          return name === "close" || isServed
            ? (etcd[name] as (...all: readonly unknown[]) => unknown)(...args)
            : Promise.reject(new EtcdUnavailable(`${endpoint}: nobody serves`));
        };
      },
    });
  }
  /** Guards outlive the run that starts them, but no reboot. */
  guard(isOwnerThere: () => boolean): Guard {
    return {
      start: async (guarded) => {
        let isReleased = false;
        const owner = () => (isReleased ? "released" : isOwnerThere() ? "present" : "gone");
        const { packets, connections, http, lock, clock } = this;
        const { signal } = this.#boot;
        const watched = new Proxy(packets, {
          get: (target, name) => {
            const value: unknown = Reflect.get(target, name, target);
            return typeof value !== "function"
              ? value
              : async (...args: readonly unknown[]) => {
                  signal.throwIfAborted();
                  const result: unknown = await (value as (...all: readonly unknown[]) => unknown).apply(target, [
                    ...args,
                  ]);
                  this.look();
                  return result;
                };
          },
        });
        const effects = { packets: watched, connections, http, lock, clock };
        void guardTable(guarded, owner, effects, signal).catch(() => undefined);
        return { release: () => void (isReleased = true) };
      },
    };
  }

  async #leaveEndpoints(component: string): Promise<void> {
    if (
      component === "kube-apiserver" &&
      (await this.#etcd.get(`/registry/masterleases/handoff-${ADDRESS}`)) === undefined
    ) {
      this.outages.emptied();
    }
  }
  #startKubelet(afterMs: number): void {
    this.clock.at(this.clock.monotonicMs() + afterMs, () => {
      this.kubelet.isUp = true;
      this.servers.kubeletStarted();
      this.look();
    });
  }
  #wakeAt(ms: number): void {
    if (ms !== Infinity && ms > this.clock.monotonicMs() && !this.#due.has(ms)) {
      this.#due.add(ms);
      this.clock.at(ms, () => {
        this.#due.delete(ms);
        this.look();
      });
    }
  }
  #state(): string {
    const processes = this.kubelet.processes().map(({ pid, closesAt, endsAt }) => `${pid} ${closesAt} ${endsAt}`);
    return [...processes, this.servers.api(), ...this.kubelet.pods()].join();
  }
}

function pod0(command: readonly string[]): string {
  return command[0] ?? "";
}
