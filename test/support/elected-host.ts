import type { HandoffEffects, HandoffSubject } from "../../src/apply/handoff/handoff-context.ts";
import { absolute } from "../../src/domain/absolute-path.ts";
import { Confidential } from "../../src/domain/confidential.ts";
import { DEFAULT_HANDOFF_PORTS } from "../../src/domain/handoff/handoff-ports.ts";
import { handoffMarker, secondManifestPath } from "../../src/domain/handoff/second-names.ts";
import { FakeClock } from "./fake-clock.ts";
import { FakeClusterApi } from "./fake-cluster-api.ts";
import { FakeContainerRuntime } from "./fake-container-runtime.ts";
import { answered, FakeHttp } from "./fake-http.ts";
import { FakeProcesses } from "./fake-processes.ts";
import { FakeServices } from "./fake-services.ts";
import { InMemoryFileSystem } from "./in-memory-file-system.ts";
import { asContainerLog } from "./recorded.ts";
import { RecordingReporter } from "./recording-reporter.ts";
import { cgroupOf, commandOf, containerOf, hashOf, identityOf, sandboxOf, type SimulatedPod } from "./simulated-pod.ts";

const REFUSED = { kind: "failed", failure: "refused", message: "connect ECONNREFUSED" } as const;
const MANIFESTS = absolute("/etc/kubernetes/manifests");
const TRANSACTION = "tx0123456789ab";
const STAGED = absolute(`${MANIFESTS}/.second.yaml.${TRANSACTION}`);
const STOP_MS = 300;
const WIND_DOWN_MS = 900;
const BACK_OFF_MS = 12_000;
const RETRY_MS = 3_000;
const RENEW_MS = 2_000;
const LEASE_SECONDS = 15;

/**
 * A host with one component that elects its leader: a kubelet that follows staticPodPath, and candidates as client-go
 * makes them. They act whenever somebody sleeps. `--broken` ends a process at once, `--breaks-leading` when it leads.
 */
export class ElectedHost {
  readonly clock = new FakeClock();
  readonly files = new InMemoryFileSystem();
  readonly api = new FakeClusterApi();
  readonly http = new FakeHttp().answer("http://127.0.0.1:10248/healthz", answered("ok"));
  readonly runtime = new FakeContainerRuntime().putImage("image");
  readonly processes = new FakeProcesses();
  readonly reporter = new RecordingReporter();
  /** It goes on living, and follows nothing. */
  isKubeletHung = false;
  /** What must never happen. */
  readonly violations: string[] = [];
  readonly #component: "kube-scheduler" | "kube-controller-manager";
  readonly #pods = new Map<string, SimulatedPod>();
  readonly #waiting = new Map<string, number>();
  #leader: SimulatedPod | undefined;
  #pids = 1_000;

  constructor(component: "kube-scheduler" | "kube-controller-manager") {
    this.#component = component;
    this.files.put(this.subject().manifest.path, this.manifest());
    this.#tick();
  }

  /** A manifest of the component with further flags. */
  manifest(...flags: readonly string[]): string {
    return this.#text(this.#component, flags);
  }
  /** Makes the second instance's manifest ready. */
  stage(...flags: readonly string[]): this {
    this.files.put(STAGED, this.#text(`${this.#component}-handoff`, [...flags, "--secure-port=11000"]));
    return this;
  }
  /** A Pod's process ends, and the kubelet does not start it again. */
  stop(manifest: string): void {
    const pod = this.#pods.get(`${manifest}-node-1`);
    if (pod !== undefined) {
      this.#end(pod, 1);
    }
  }
  /** Another node has taken the lease; who led here has not noticed yet. */
  loseLease(): void {
    this.#putLease("node-2_1", LEASE_SECONDS);
  }
  /** Name of the Pod that leads. */
  leader(): string | undefined {
    return this.#leader?.isAlive === true ? this.#leader.name : undefined;
  }
  /** Processes by the name of their Pod. */
  pids(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#pods.values()].flatMap((pod) => (pod.isAlive ? [[pod.name, pod.pid]] : [])));
  }

  subject(): HandoffSubject {
    return {
      component: this.#component,
      transactionId: TRANSACTION,
      nodeName: "node-1",
      hostname: "node-1",
      address: "192.0.2.10",
      hostAddresses: ["192.0.2.10"],
      apiServerPort: 6443,
      serviceAddresses: [],
      staticPodPath: MANIFESTS,
      kubeletConfigPath: absolute("/var/lib/kubelet/config.yaml"),
      access: { server: "https://192.0.2.10:6443", caPem: "", certPem: "", keyPem: new Confidential("") },
      manifest: { path: absolute(`${MANIFESTS}/${this.#component}.yaml`), mode: 0o600, owner: "root:root" },
      second: { staged: STAGED, path: secondManifestPath(MANIFESTS, this.#component) },
      marker: handoffMarker(TRANSACTION),
      ports: DEFAULT_HANDOFF_PORTS,
      soakMs: 5_000,
      healthTimeoutMs: 60_000,
      signal: new AbortController().signal,
    };
  }
  effects(): HandoffEffects {
    const { files, api, http, runtime, processes, reporter } = this;
    const clock = {
      now: () => this.clock.now(),
      monotonicMs: () => this.clock.monotonicMs(),
      sleep: async (ms: number, signal?: AbortSignal) => {
        await this.clock.sleep(ms, signal);
        this.#tick();
      },
    };
    const services = new FakeServices().put("kubelet", {}).put("containerd", {});
    const [packets, connections, etcdAt] = [undefined as never, undefined as never, undefined as never];
    return { files, api, http, runtime, processes, reporter, clock, services, packets, connections, etcdAt };
  }

  #tick(): void {
    for (const name of this.isKubeletHung ? [] : [this.#component, `${this.#component}-handoff`]) {
      this.#sync(name, this.files.text(`${MANIFESTS}/${name}.yaml`));
    }
    for (const pod of [...this.#pods.values()].filter(({ isAlive }) => isAlive)) {
      this.#elect(pod);
    }
  }

  #sync(manifest: string, wanted: string | undefined): void {
    const now = this.clock.monotonicMs();
    const name = `${manifest}-node-1`;
    const pod = this.#pods.get(name);
    if (pod?.state === "there" && pod.text !== wanted) {
      Object.assign(pod, { state: "stopping", dueAt: now + STOP_MS });
      this.#waiting.set(name, now);
    } else if (pod?.state === "stopping" && now >= pod.dueAt) {
      this.#end(pod, 0);
      this.runtime.putSandbox({ ...sandboxOf(pod), isReady: false });
      Object.assign(pod, { state: "stopped", dueAt: now + WIND_DOWN_MS });
    } else if (pod?.state === "stopped" && now >= pod.dueAt) {
      this.files.take(cgroupOf(pod));
      this.#pods.delete(name);
    } else if (pod === undefined && wanted !== undefined) {
      this.#startIfDue(name, wanted);
    }
    if (pod !== undefined && !this.#hasMirror(name)) {
      this.violations.push(`the mirror Pod of ${name} was deleted too early`);
    }
  }
  // It looks when its back-off is over, or when the old mirror Pod vanishes.
  #startIfDue(name: string, text: string): void {
    const since = this.#waiting.get(name);
    if (since === undefined || !this.#hasMirror(name) || this.clock.monotonicMs() - since >= BACK_OFF_MS) {
      this.#start(name, text);
    }
  }
  #start(name: string, text: string): void {
    this.#pids += 1;
    const [pid, now] = [this.#pids, this.clock.monotonicMs()];
    const pod: SimulatedPod = {
      name,
      text,
      pid,
      createdAt: this.clock.now(),
      state: "there",
      isAlive: true,
      dueAt: 0,
      tryAt: now,
    };
    this.#pods.set(name, pod);
    this.#waiting.delete(name);
    this.files.putDirectory(cgroupOf(pod));
    this.runtime.putSandbox(sandboxOf(pod)).putContainer(containerOf(pod, this.#component));
    this.processes.put({ pid, name: this.#component, args: commandOf(text), startedAt: pod.createdAt });
    const metadata = { name, namespace: "kube-system", annotations: { "kubernetes.io/config.hash": hashOf(pod) } };
    this.api.put({ apiVersion: "v1", kind: "Pod", metadata });
    const origin = `https://127.0.0.1:${text.includes("11000") ? 11_000 : this.#port()}`;
    this.http.answer(origin, ({ url }) =>
      pod.isAlive ? answered(url.endsWith("/metrics") ? this.#metrics(pod) : "ok") : REFUSED,
    );
    if (text.includes("--broken")) {
      this.#end(pod, 1, "Error: unknown flag: --broken");
    }
  }
  #end(pod: SimulatedPod, exitCode: number, line = "bye"): void {
    const logPath = `/var/log/pods/${pod.pid}.log`;
    this.files.put(logPath, asContainerLog([line]));
    const ended = { state: "exited", exitCode, reason: "Error", logPath, finishedAt: this.clock.now() } as const;
    this.runtime.putContainer({ ...containerOf(pod, this.#component), ...ended, pid: undefined });
    void this.processes.signal(pod.pid, "SIGKILL");
    pod.isAlive = false;
    // Only the scheduler gives its lease up.
    if (exitCode === 0 && this.#leader === pod && this.#component === "kube-scheduler") {
      this.#putLease("", 1);
    }
  }

  #elect(pod: SimulatedPod): void {
    const now = this.clock.monotonicMs();
    const { holder, renewedAt } = this.#lease();
    if (this.#leader === pod && holder !== identityOf(pod)) {
      this.violations.push(`${pod.name} lives and leads, and its lease was taken`);
    }
    if (now < pod.tryAt) {
      return;
    }
    const isFree = holder === "" || this.clock.now() - renewedAt > LEASE_SECONDS * 1000;
    if (this.#leader === pod || isFree) {
      this.#leader = pod;
      this.#putLease(identityOf(pod), LEASE_SECONDS);
    }
    pod.tryAt = now + (this.#leader === pod ? RENEW_MS : RETRY_MS);
    if (this.#leader === pod && pod.text.includes("--breaks-leading")) {
      this.#end(pod, 1, "Error: leaderelection lost");
    }
  }
  #lease(): { readonly holder: string; readonly renewedAt: number } {
    const object = this.api.objects().find(({ kind }) => kind === "Lease");
    const spec = (object?.["spec"] ?? {}) as { readonly holderIdentity?: string; readonly renewTime?: string };
    return { holder: spec.holderIdentity ?? "", renewedAt: Date.parse(spec.renewTime ?? "1970-01-01T00:00:00Z") };
  }
  #putLease(holderIdentity: string, leaseDurationSeconds: number): void {
    const renewTime = new Date(this.clock.now()).toISOString();
    const metadata = { name: this.#component, namespace: "kube-system" };
    const spec = { holderIdentity, leaseDurationSeconds, renewTime };
    this.api.put({ apiVersion: "coordination.k8s.io/v1", kind: "Lease", metadata, spec });
  }

  #metrics(pod: SimulatedPod): string {
    return `# TYPE\nleader_election_master_status{name="${this.#component}"} ${this.#leader === pod ? 1 : 0}\n`;
  }
  #hasMirror(name: string): boolean {
    return this.api.objects().some(({ kind, metadata }) => kind === "Pod" && metadata.name === name);
  }
  #port(): number {
    return this.#component === "kube-scheduler" ? 10_259 : 10_257;
  }
  #text(name: string, flags: readonly string[]): string {
    const container = { image: "image", command: [this.#component, ...flags] };
    return JSON.stringify({ metadata: { name }, spec: { containers: [container] } });
  }
}
