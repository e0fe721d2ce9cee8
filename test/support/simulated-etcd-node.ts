import { createHash } from "node:crypto";
import { parse } from "yaml";
import type { HandoffEffects, HandoffSubject } from "../../src/apply/handoff/handoff-context.ts";
import { absolute } from "../../src/domain/absolute-path.ts";
import { Confidential } from "../../src/domain/confidential.ts";
import { DEFAULT_HANDOFF_PORTS } from "../../src/domain/handoff/handoff-ports.ts";
import { handoffMarker } from "../../src/domain/handoff/second-names.ts";
import type { HttpAnswer, HttpRequest } from "../../src/ports/http.ts";
import type { Processes } from "../../src/ports/processes.ts";
import { ETCD_ADDRESS, etcdManifest } from "./etcd-manifest.ts";
import { FakeClock } from "./fake-clock.ts";
import { FakeClusterApi } from "./fake-cluster-api.ts";
import { FakeConnections } from "./fake-connections.ts";
import { FakeContainerRuntime } from "./fake-container-runtime.ts";
import { FakeEtcd } from "./fake-etcd.ts";
import { answered, FakeHttp } from "./fake-http.ts";
import { FakePacketFilter } from "./fake-packet-filter.ts";
import { FakeServices } from "./fake-services.ts";
import { InMemoryFileSystem } from "./in-memory-file-system.ts";
import { asContainerLog } from "./recorded.ts";
import { RecordingReporter } from "./recording-reporter.ts";

const MANIFESTS = "/etc/kubernetes/manifests";
const TRANSACTION = "0123456789ab";
const LOG = "/var/log/pods/etcd.log";
/** As long as an etcd with watches on two addresses takes to stop by itself. */
const GRACEFUL_MS = 14_000;
const RESTART_MS = 1_000;
const ELECTION_MS = 400;

interface Instance {
  readonly pod: string;
  readonly text: string;
  readonly pid: number;
  readonly shift: number;
  /** Addresses at which it listens for clients. */
  sockets: readonly string[];
  stopsAt: number;
}

/**
 * A node with a kubelet that starts and stops etcd as the manifests say, etcds that share one data directory, and an API
 * server. It goes on whenever somebody looks at it. An etcd whose flag has the value `bad` exits at once.
 */
export class SimulatedEtcdNode {
  readonly clock = new FakeClock();
  readonly files = new InMemoryFileSystem();
  readonly packets = new FakePacketFilter(this.clock);
  readonly reporter = new RecordingReporter();
  readonly etcd = new FakeEtcd(this.files, this.clock);
  isKubeletHung = false;
  isRedirectBroken = false;
  /** Its clients get no answer. */
  isEtcdSilent = false;
  /** Requests that the API server has in work, one for each question; the last one stays. */
  inWork: number[] = [0];
  /** How often somebody looked while no etcd served and requests were not held back. */
  unprotectedLooks = 0;
  readonly #http = new FakeHttp();
  readonly #runtime = new FakeContainerRuntime().putImage("etcd:1");
  readonly #connections = new FakeConnections();
  readonly #goneAt = new Map<string, number>();
  readonly #broken = new Set<string>();
  #instances: Instance[] = [];
  #holder: Instance | undefined;
  #servesAt = 0;
  #lastPid = 100;

  constructor() {
    this.files.put(this.subject.manifest.path, etcdManifest("etcd", "old"), 0o600);
    this.stageSecond("new");
    this.files.put(this.subject.kubeletConfigPath, "kind: KubeletConfiguration\n");
    this.#http.answer("http://127.0.0.1:10248/", answered("ok"));
    this.#http.answer("http://127.0.0.1:2381/", () => this.#readyz(0));
    this.#http.answer("http://127.0.0.1:12381/", () => this.#readyz(10_000));
    this.#http.answer("https://127.0.0.2:6443/debug/", () => this.#priorityLevels());
    for (const address of [ETCD_ADDRESS, "127.0.0.1"]) {
      this.#http.answer(`https://${address}:2379/health`, (request) => this.#connect(address, request));
    }
    this.pass(2 * ELECTION_MS);
    this.unprotectedLooks = 0;
  }

  get subject(): HandoffSubject {
    return {
      component: "etcd",
      transactionId: TRANSACTION,
      nodeName: "cp1",
      hostname: "cp1",
      address: ETCD_ADDRESS,
      hostAddresses: [ETCD_ADDRESS],
      apiServerPort: 6443,
      serviceAddresses: [],
      staticPodPath: absolute(MANIFESTS),
      kubeletConfigPath: absolute("/var/lib/kubelet/config.yaml"),
      access: { server: `https://${ETCD_ADDRESS}:6443`, caPem: "", certPem: "", keyPem: new Confidential("") },
      manifest: { path: absolute(`${MANIFESTS}/etcd.yaml`), mode: 0o600, owner: "root:root" },
      second: { staged: absolute(`${MANIFESTS}/.second`), path: absolute(`${MANIFESTS}/etcd-handoff.yaml`) },
      marker: handoffMarker(TRANSACTION),
      ports: DEFAULT_HANDOFF_PORTS,
      soakMs: 5_000,
      healthTimeoutMs: 60_000,
      signal: new AbortController().signal,
    };
  }

  get effects(): HandoffEffects {
    const { clock, files, packets, reporter } = this;
    const processes = this.#alive(this.#processes());
    return {
      ...{ clock, files, packets, reporter, processes, http: this.#http, api: new FakeClusterApi() },
      services: new FakeServices().put("kubelet", {}).put("containerd", {}),
      runtime: this.#alive(this.#runtime),
      connections: {
        peers: async (port) => this.#connections.peers(port),
        isListening: async (port) => (await processes.listeners()).some((listener) => listener.port === port),
      },
      etcdAt: async (port) => {
        this.#live();
        const reached = this.packets.destinationOf("127.0.0.1", port).port;
        this.etcd.isAvailable = !this.isEtcdSilent && this.#holder?.shift === reached - 2379 && this.#isServed();
        return this.etcd;
      },
    };
  }

  /** What the second instance will be started with. */
  stageSecond(value: string): void {
    this.files.put(this.subject.second.staged, etcdManifest("etcd-handoff", value, 10_000), 0o600);
  }
  /** The flag's value of the etcd that clients at the canonical port reach; undefined where none serves them. */
  serving(): string | undefined {
    this.#live();
    const port = this.#holder && 2379 + this.#holder.shift;
    const isReached = port === this.packets.destinationOf("127.0.0.1", 2379).port;
    return isReached && this.#isServed() ? valueOf(this.#holder?.text ?? "") : undefined;
  }
  pidOf(pod: string): number | undefined {
    this.#live();
    return this.#instances.find((instance) => instance.pod === pod)?.pid;
  }
  /** It ends, now and whenever it is started. */
  break(pod: string): void {
    this.#broken.add(pod);
    this.#end((instance) => instance.pod === pod);
  }
  /** Everything is killed and /run is gone. */
  reboot(): void {
    this.#end(() => true);
    this.packets.flush();
    void this.files.remove(this.subject.marker);
  }
  pass(ms: number): void {
    for (let left = ms; left > 0; left -= 100) {
      this.clock.advance(100);
      this.#live();
    }
  }

  #live(): void {
    const now = this.clock.monotonicMs();
    this.#end(({ stopsAt }) => stopsAt <= now);
    if (!this.isKubeletHung) {
      ["etcd", "etcd-handoff"].forEach((pod) => this.#reconcile(pod, now));
    }
    if (this.#holder === undefined && this.#instances[0] !== undefined) {
      this.#holder = this.#instances[0];
      this.#servesAt = now + ELECTION_MS;
    }
    if (!this.#isServed() && this.packets.heldForMs(ETCD_ADDRESS, 6443) === 0) {
      this.unprotectedLooks += 1;
    }
  }
  #isServed(): boolean {
    return this.#holder !== undefined && this.clock.monotonicMs() >= this.#servesAt;
  }

  #reconcile(pod: string, now: number): void {
    const text = this.files.text(`${MANIFESTS}/${pod}.yaml`);
    const running = this.#instances.find((instance) => instance.pod === pod);
    if (running === undefined) {
      const isRested = now - (this.#goneAt.get(pod) ?? -RESTART_MS) >= RESTART_MS;
      const isMarked = pod === "etcd" || this.files.text(this.subject.marker) !== undefined;
      if (text !== undefined && isRested && isMarked) {
        this.#start(pod, text);
      }
    } else if (running.text !== text && running.stopsAt === Infinity) {
      // One that waits ends at once. One that serves closes a socket, and is long about the rest.
      running.sockets = running.sockets.slice(1);
      running.stopsAt = now + (running === this.#holder ? GRACEFUL_MS : 0);
    }
  }
  #start(pod: string, text: string): void {
    this.#lastPid += 1;
    const shift = pod === "etcd" ? 0 : 10_000;
    const sockets = ["127.0.0.1", ETCD_ADDRESS];
    const instance: Instance = { pod, text, pid: this.#lastPid, shift, sockets, stopsAt: Infinity };
    const { hash, id } = sandboxOf(instance);
    const annotations = { "kubernetes.io/config.hash": hash };
    const createdAt = this.clock.now();
    this.#runtime.putSandbox({ id, name: `${pod}-cp1`, namespace: "kube-system", uid: hash, createdAt, annotations });
    this.#runtime.putContainer({ ...containerOf(instance), startedAt: createdAt });
    this.#instances.push(instance);
    this.#end((other) => other === instance && (this.#broken.has(pod) || valueOf(text) === "bad"));
  }
  #end(isMeant: (instance: Instance) => boolean): void {
    for (const instance of this.#instances.filter(isMeant)) {
      this.files.put(LOG, asContainerLog(['invalid value "bad" for flag -snapshot-count: parse error']));
      const exit = { state: "exited", exitCode: 2, logPath: LOG, finishedAt: this.clock.now() } as const;
      this.#runtime.putContainer({ ...containerOf(instance), ...exit });
      this.#goneAt.set(instance.pod, this.clock.monotonicMs());
      this.#instances = this.#instances.filter((other) => other !== instance);
      this.#holder = this.#holder === instance ? undefined : this.#holder;
    }
  }

  #processes(): Processes {
    return {
      list: async () =>
        this.#instances.map(({ pid, text }) => ({ pid, name: "etcd", args: commandOf(text), startedAt: 0 })),
      isRunning: async (pid) => this.#instances.some((instance) => instance.pid === pid),
      listeners: async () =>
        this.#instances.flatMap(({ pid, shift, sockets }) =>
          sockets.map((address) => ({ address, port: 2379 + shift, process: { pid, name: "etcd" } })),
        ),
      signal: async (pid) => this.#end((instance) => instance.pid === pid),
    };
  }
  /** Whoever asks `target` finds the present. */
  #alive<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (object, name) => {
        this.#live();
        const value: unknown = Reflect.get(object, name, object);
        return typeof value === "function" ? (value.bind(object) as unknown) : value;
      },
    });
  }

  #readyz(shift: number): HttpAnswer {
    this.#live();
    const isReady = this.#holder?.shift === shift && this.#isServed();
    return isReady ? answered("ok") : { kind: "failed", failure: "refused", message: "connect ECONNREFUSED" };
  }
  async #connect(address: string, { signal }: HttpRequest): Promise<HttpAnswer> {
    const { port } = this.packets.destinationOf(address, 2379);
    if (port === 2379 || this.isRedirectBroken) {
      return answered("", 401);
    }
    this.#connections.connect(port, `${address}-${this.clock.monotonicMs()}`);
    await new Promise((resolve) => signal?.addEventListener("abort", resolve));
    return { kind: "failed", failure: "other", message: "given up" };
  }
  #priorityLevels(): HttpAnswer {
    this.#live();
    const inWork = this.inWork.length > 1 ? this.inWork.shift() : this.inWork[0];
    return answered(`PriorityLevelName, WaitingRequests, ExecutingRequests\nexempt, 0, 1\nsystem, ${inWork}, 0\n`);
  }
}

function commandOf(text: string): readonly string[] {
  const pod = parse(text) as { readonly spec: { readonly containers: readonly { readonly command: string[] }[] } };
  return pod.spec.containers[0]?.command ?? [];
}

function valueOf(text: string): string | undefined {
  return /snapshot-count=(\w+)/u.exec(text)?.[1];
}

function sandboxOf({ text }: Instance) {
  const hash = createHash("sha256").update(text).digest("hex");
  return { hash, id: `sandbox-${hash}` };
}

function containerOf(instance: Instance) {
  const { pid } = instance;
  const sandboxId = sandboxOf(instance).id;
  return { id: `container-${pid}`, sandboxId, name: "etcd", image: "etcd:1", state: "running", pid } as const;
}
