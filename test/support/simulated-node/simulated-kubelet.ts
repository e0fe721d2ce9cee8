import { COMPONENTS } from "../../../src/domain/component.ts";
import type { FakeClock } from "../fake-clock.ts";
import type { FakeContainerRuntime } from "../fake-container-runtime.ts";
import type { InMemoryFileSystem } from "../in-memory-file-system.ts";
import { asContainerLog } from "../recorded.ts";
import { type SimulatedProcess, startProcess, stopProcess } from "./simulated-process.ts";
import { type StaticPod, staticPod } from "./static-pod.ts";

interface RunningPod {
  readonly pod: StaticPod;
  readonly sandboxId: string;
  readonly createdAt: number;
  state: "there" | "stopping" | "winding down";
  process: SimulatedProcess | undefined;
  containerId: string;
  attempt: number;
  /** When the next of its states begins, or its container is started again. */
  dueAt: number;
}

export const MANIFESTS = "/etc/kubernetes/manifests";
const NODE = "cp1";
const NOTICES_MS = 100;
const WIND_DOWN_MS = 900;
const BACK_OFF_MS = 12_000;
const RESTART_MS = 1_000;
const NAMES = COMPONENTS.flatMap((component) => [component, `${component}-handoff`]);

export interface KubeletParts {
  readonly clock: FakeClock;
  readonly files: InMemoryFileSystem;
  readonly runtime: FakeContainerRuntime;
  /** Whether the process serves clients now, so that it is long about its end. */
  readonly isBusy: (process: SimulatedProcess) => boolean;
  /** A process was told to stop, and is about to. */
  readonly onStop: (process: SimulatedProcess) => void;
  readonly onEnd: (process: SimulatedProcess) => void;
}

/**
 * A kubelet with its Pods: it follows the manifests, sends one SIGTERM, and starts a replaced static Pod after its
 * back-off, or when the old one's mirror Pod is deleted.
 */
export class SimulatedKubelet {
  isUp = true;
  /** Mirror Pods that were deleted while their Pod had not come to its end. */
  readonly tooEarly: string[] = [];
  readonly #parts: KubeletParts;
  readonly #pods = new Map<string, RunningPod>();
  /** Since when a replaced Pod waits for its predecessor's end. */
  readonly #waiting = new Map<string, number>();
  #lastPid = 100;
  #lastId = 0;

  constructor(parts: KubeletParts) {
    this.#parts = parts;
  }

  /** In the order of their start. */
  processes(): readonly SimulatedProcess[] {
    const all = [...this.#pods.values()].flatMap(({ process }) => (process === undefined ? [] : [process]));
    return all.toSorted((a, b) => a.pid - b.pid);
  }
  /** Hash by name of every Pod that is there; undefined for one that is still to be started. */
  pods(): ReadonlyMap<string, string | undefined> {
    const wanted = NAMES.filter((name) => this.#parts.files.text(`${MANIFESTS}/${name}.yaml`) !== undefined);
    const names = new Set([...wanted, ...this.#pods.keys()]);
    return new Map([...names].map((name) => [`${name}-${NODE}`, this.#pods.get(name)?.pod.hash]));
  }
  /** SIGKILL. */
  kill(pid: number): void {
    const found = [...this.#pods.values()].find(({ process }) => process?.pid === pid);
    if (found !== undefined) {
      this.#end(found, 137);
    }
  }
  /** The runtime was asked to stop a container. */
  stopContainer(containerId: string): void {
    const found = [...this.#pods.values()].find((running) => running.containerId === containerId);
    if (found?.process !== undefined) {
      this.#stop(found.process);
    }
  }
  mirrorDeleted(podName: string): void {
    const name = podName.slice(0, -`-${NODE}`.length);
    if (!this.#waiting.has(name)) {
      return;
    }
    if (this.#pods.has(name)) {
      this.tooEarly.push(podName);
      this.#waiting.set(name, this.#now());
    } else {
      this.#waiting.set(name, this.#now() - BACK_OFF_MS + NOTICES_MS);
    }
  }
  /** All is killed, and nothing is remembered. */
  reboot(): void {
    for (const running of this.#pods.values()) {
      this.#end(running, 137);
      this.#parts.runtime.putSandbox({ ...this.#sandbox(running), isReady: false });
      this.#parts.files.take(cgroupOf(running.pod));
    }
    this.#pods.clear();
    this.#waiting.clear();
  }

  /** Does what is due, and tells when something is due next. */
  sync(): number {
    const now = this.#now();
    for (const running of [...this.#pods.values()]) {
      if (running.process !== undefined && running.process.endsAt <= now) {
        this.#end(running, 0);
      }
    }
    const due = NAMES.map((name) => (this.isUp ? this.#follow(name, now) : Infinity));
    const ends = this.processes().flatMap(({ endsAt, closesAt, listensAt, readyAt }) =>
      [endsAt, closesAt, listensAt, readyAt].filter((at) => at > now),
    );
    return Math.min(...due, ...ends);
  }

  /** When to look again. */
  #follow(name: string, now: number): number {
    const path = `${MANIFESTS}/${name}.yaml`;
    const text = this.#parts.files.text(path);
    const wanted = text === undefined ? undefined : staticPod(path, text);
    const running = this.#pods.get(name);
    if (running === undefined) {
      return wanted === undefined ? Infinity : this.#startIfDue(name, wanted, now);
    }
    if (running.state === "there" && running.pod.hash !== wanted?.hash) {
      running.state = "stopping";
      this.#waiting.set(name, now);
      if (running.process !== undefined) {
        this.#stop(running.process);
      }
    }
    if (running.state === "stopping" && running.process === undefined) {
      Object.assign(running, { state: "winding down", dueAt: now + WIND_DOWN_MS });
      this.#parts.runtime.putSandbox({ ...this.#sandbox(running), isReady: false });
    }
    if (running.state === "winding down" && running.dueAt <= now) {
      this.#parts.files.take(cgroupOf(running.pod));
      this.#pods.delete(name);
      return this.#follow(name, now);
    }
    if (running.state === "there" && running.process === undefined && running.dueAt <= now) {
      this.#startContainer(running);
    }
    return running.process === undefined ? running.dueAt : Infinity;
  }

  #startIfDue(name: string, pod: StaticPod, now: number): number {
    const since = this.#waiting.get(name);
    const dueAt = since === undefined ? now : since + BACK_OFF_MS;
    const isMountable = pod.mountedFiles.every((path) => this.#parts.files.text(path) !== undefined);
    if (dueAt > now || !isMountable) {
      return isMountable ? dueAt : now + BACK_OFF_MS;
    }
    this.#waiting.delete(name);
    this.#lastId += 1;
    const running: RunningPod = {
      ...{ pod, sandboxId: `sandbox-${this.#lastId}`, createdAt: this.#parts.clock.now() },
      ...{ state: "there", process: undefined, containerId: "", attempt: -1, dueAt: 0 },
    };
    this.#pods.set(name, running);
    this.#parts.files.putDirectory(cgroupOf(pod));
    this.#parts.runtime.putSandbox(this.#sandbox(running));
    this.#startContainer(running);
    return running.dueAt > now ? running.dueAt : Infinity;
  }
  #startContainer(running: RunningPod): void {
    const { clock, files, runtime } = this.#parts;
    this.#lastPid += 1;
    running.attempt += 1;
    running.containerId = `container-${this.#lastPid}`;
    running.process = startProcess(this.#lastPid, running.pod, clock.monotonicMs(), files);
    runtime.putImage(running.pod.image);
    files.put(`/proc/${this.#lastPid}/status`, "VmRSS:\t  100000 kB\n");
    runtime.putContainer({ ...this.#container(running), createdAt: clock.now(), startedAt: clock.now() });
    if (running.process === undefined) {
      this.#end(running, 1);
    }
  }
  #stop(process: SimulatedProcess): void {
    this.#parts.onStop(process);
    stopProcess(process, this.#now(), this.#parts.isBusy(process));
  }
  #end(running: RunningPod, exitCode: number): void {
    const { process } = running;
    const finishedAt = this.#parts.clock.now();
    const logPath = `/var/log/pods/${running.containerId}.log`;
    this.#parts.files.put(logPath, asContainerLog(["bye"]));
    const ended = { state: "exited", pid: undefined, exitCode, reason: "Error", finishedAt, logPath } as const;
    this.#parts.runtime.putContainer({ ...this.#container(running), ...ended });
    running.process = undefined;
    running.dueAt = this.#now() + RESTART_MS * 10 ** Math.min(1, running.attempt);
    if (process !== undefined) {
      this.#parts.files.take(`/proc/${process.pid}/status`);
      this.#parts.onEnd(process);
    }
  }

  #sandbox({ pod, sandboxId, createdAt }: RunningPod) {
    const annotations = { "kubernetes.io/config.hash": pod.hash };
    return { id: sandboxId, name: `${pod.name}-${NODE}`, uid: pod.hash, isReady: true, createdAt, annotations };
  }
  #container({ pod, sandboxId, containerId, attempt, process, createdAt }: RunningPod) {
    const { component: name, image } = pod;
    return { id: containerId, sandboxId, name, image, attempt, pid: process?.pid, createdAt, startedAt: createdAt };
  }
  #now(): number {
    return this.#parts.clock.monotonicMs();
  }
}

function cgroupOf({ hash }: StaticPod): string {
  return `/sys/fs/cgroup/kubepods/burstable/pod${hash}`;
}
