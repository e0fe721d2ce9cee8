import { flagValue } from "../../../src/diagnose/flags.ts";
import type { FakeClock } from "../fake-clock.ts";
import type { FakeClusterApi } from "../fake-cluster-api.ts";
import type { FakePacketFilter } from "../fake-packet-filter.ts";
import type { SimulatedProcess } from "./simulated-process.ts";

export const ADDRESS = "192.0.2.10";
export const API_PORT = 6443;
export const NODE = "cp1";
const ELECTION_MS = 400;
const RENEW_MS = 2_000;
const LEASE_SECONDS = 15;
const NODE_LEASE_MS = 10_000;

/** What becomes of a connection. */
export type Arrival =
  | { readonly kind: "refused" }
  /** Packets are dropped for so long. */
  | { readonly kind: "held"; readonly forMs: number }
  | { readonly kind: "arrives"; readonly at: SimulatedProcess; readonly port: number };

export interface ServersParts {
  readonly clock: FakeClock;
  readonly packets: FakePacketFilter;
  readonly cluster: FakeClusterApi;
  readonly processes: () => readonly SimulatedProcess[];
  /** Hash by name of every Pod that is there; undefined for one that is still to be started. */
  readonly pods: () => ReadonlyMap<string, string | undefined>;
}

/** What the components do for each other: etcd's lock, the API's dependence on it, leases, mirror Pods. */
export class SimulatedServers {
  /** Two leaders, say. */
  readonly violations: string[] = [];
  readonly #parts: ServersParts;
  readonly #triesAt = new Map<number, number>();
  /** The etcd that each API server talks to, by the server's pid. */
  readonly #connected = new Map<number, SimulatedProcess>();
  #holder: SimulatedProcess | undefined;
  #servesAt = 0;
  #nodeLeaseAt = 0;

  constructor(parts: ServersParts) {
    this.#parts = parts;
  }

  /** Where a new connection arrives. */
  arrival(host: string, port: number): Arrival {
    const to = this.#parts.packets.destinationOf(host, port);
    const forMs = isLoopback(host) ? 0 : this.#parts.packets.heldForMs(to.address, to.port);
    const at = this.listeners().find((process) => process.pod.ports.includes(to.port));
    const isMetrics = at?.pod.component === "etcd" && at.pod.ports.indexOf(to.port) === 2;
    if (forMs > 0) {
      return { kind: "held", forMs };
    }
    return at === undefined || (isMetrics && !this.serves(at))
      ? { kind: "refused" }
      : { kind: "arrives", at, port: to.port };
  }
  listeners(): readonly SimulatedProcess[] {
    const now = this.#now();
    return this.#parts.processes().filter(({ listensAt, closesAt }) => listensAt <= now && now < closesAt);
  }
  /** Whether a process does its work now. */
  serves(process: SimulatedProcess): boolean {
    const now = this.#now();
    if (process.pod.component === "etcd") {
      return this.#holder === process && now >= this.#servesAt;
    }
    return now >= process.readyAt && (process.pod.component !== "kube-apiserver" || this.#hasEtcd(process));
  }
  isBusy(process: SimulatedProcess): boolean {
    return this.#holder === process;
  }
  /** How a client of the API at the node's address fares now. */
  api(): "answers" | "held" | "stalled" | "refused" {
    const arrival = this.arrival(ADDRESS, API_PORT);
    if (arrival.kind !== "arrives") {
      return arrival.kind;
    }
    return this.serves(arrival.at) ? "answers" : "stalled";
  }
  leads(process: SimulatedProcess): boolean {
    return this.#lease(process.pod.component).holder === identityOf(process);
  }
  /** Hash of the Pod that the API shows under this name. */
  mirrorOf(name: string): string | undefined {
    const pod = this.#parts.cluster.objects().find((object) => object.kind === "Pod" && object.metadata.name === name);
    return pod?.metadata.annotations?.["kubernetes.io/config.hash"];
  }

  ended(process: SimulatedProcess): void {
    this.#holder = this.#holder === process ? undefined : this.#holder;
    // Only the scheduler gives its lease up.
    if (process.pod.component === "kube-scheduler" && process.endsAt !== Infinity && this.leads(process)) {
      this.#putLease(process.pod.component, "", 1);
    }
  }
  kubeletStarted(): void {
    this.#nodeLeaseAt = this.#now();
  }

  /** Does what is due, and tells when something is due next. */
  sync(isKubeletUp: boolean): number {
    const now = this.#now();
    const candidate = this.#parts
      .processes()
      .find(({ pod, listensAt }) => pod.component === "etcd" && listensAt <= now);
    if (this.#holder === undefined && candidate !== undefined) {
      this.#holder = candidate;
      this.#servesAt = now + ELECTION_MS;
    }
    const due = [this.#servesAt > now ? this.#servesAt : Infinity];
    if (this.api() !== "answers") {
      return Math.min(...due);
    }
    due.push(...this.#parts.processes().map((process) => this.#elect(process, now)));
    if (isKubeletUp) {
      this.#mirror();
      if (now >= this.#nodeLeaseAt) {
        this.#put("Lease", "kube-node-lease", NODE, { spec: { renewTime: this.#time() } });
        this.#nodeLeaseAt = now + NODE_LEASE_MS;
      }
      due.push(this.#nodeLeaseAt);
    }
    return Math.min(...due);
  }

  #hasEtcd({ pid, pod }: SimulatedProcess): boolean {
    // A connection that is there stays where it is.
    const connected = this.#connected.get(pid);
    if (connected !== undefined && this.serves(connected)) {
      return true;
    }
    const { hostname, port } = new URL(flagValue(pod.command, "etcd-servers") ?? "");
    const arrival = this.arrival(hostname, Number(port));
    const isServed = arrival.kind === "arrives" && this.serves(arrival.at);
    if (isServed) {
      this.#connected.set(pid, arrival.at);
    }
    return isServed;
  }
  #elect(process: SimulatedProcess, now: number): number {
    const { component } = process.pod;
    if ((component !== "kube-scheduler" && component !== "kube-controller-manager") || now < process.readyAt) {
      return Infinity;
    }
    if (now >= (this.#triesAt.get(process.pid) ?? 0)) {
      const { holder, renewedAt } = this.#lease(component);
      const isOwn = holder === identityOf(process);
      const isFree = holder === "" || this.#parts.clock.now() - renewedAt > LEASE_SECONDS * 1_000;
      if (isOwn || isFree) {
        const other = this.#parts.processes().find((one) => identityOf(one) === holder);
        if (!isOwn && other !== undefined) {
          this.violations.push(`${component}: a lease is taken from process ${other.pid}, which lives`);
        }
        this.#putLease(component, identityOf(process), LEASE_SECONDS);
      }
      this.#triesAt.set(process.pid, now + RENEW_MS);
    }
    return this.#triesAt.get(process.pid) ?? Infinity;
  }
  #lease(component: string): { readonly holder: string; readonly renewedAt: number } {
    const lease = this.#parts.cluster
      .objects()
      .find(
        ({ kind, metadata }) => kind === "Lease" && metadata.namespace === "kube-system" && metadata.name === component,
      );
    const spec = (lease?.["spec"] ?? {}) as { readonly holderIdentity?: string; readonly renewTime?: string };
    return { holder: spec.holderIdentity ?? "", renewedAt: Date.parse(spec.renewTime ?? "1970-01-01T00:00:00Z") };
  }
  #putLease(component: string, holderIdentity: string, leaseDurationSeconds: number): void {
    this.#put("Lease", "kube-system", component, {
      spec: { holderIdentity, leaseDurationSeconds, renewTime: this.#time() },
    });
  }
  #mirror(): void {
    const pods = this.#parts.pods();
    const mirrors = this.#parts.cluster
      .objects()
      .filter(({ kind, metadata }) => kind === "Pod" && metadata.annotations);
    for (const { metadata } of mirrors) {
      const hash = pods.get(metadata.name);
      const isOld = hash !== undefined && hash !== metadata.annotations?.["kubernetes.io/config.hash"];
      if (isOld || !pods.has(metadata.name)) {
        void this.#parts.cluster.delete({
          apiVersion: "v1",
          kind: "Pod",
          namespace: "kube-system",
          name: metadata.name,
        });
      }
    }
    for (const [name, hash] of pods) {
      if (hash !== undefined && this.mirrorOf(name) === undefined) {
        this.#put("Pod", "kube-system", name, { status: { phase: "Running" } }, { "kubernetes.io/config.hash": hash });
      }
    }
  }
  #put(kind: string, namespace: string, name: string, fields: object, annotations?: Record<string, string>): void {
    const apiVersion = kind === "Lease" ? "coordination.k8s.io/v1" : "v1";
    const metadata = { name, namespace, ...(annotations === undefined ? {} : { annotations }) };
    this.#parts.cluster.put({ apiVersion, kind, metadata, ...fields });
  }
  #time(): string {
    return new Date(this.#parts.clock.now()).toISOString();
  }
  #now(): number {
    return this.#parts.clock.monotonicMs();
  }
}

export function isLoopback(host: string): boolean {
  return host.startsWith("127.") || host === "::1" || host === "localhost";
}

function identityOf({ pid }: SimulatedProcess): string {
  return `${NODE}_${pid}`;
}
