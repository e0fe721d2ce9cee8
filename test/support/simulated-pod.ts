import { parse } from "yaml";

/** A static Pod with one container in a simulated kubelet. */
export interface SimulatedPod {
  readonly name: string;
  readonly text: string;
  readonly pid: number;
  readonly createdAt: number;
  state: "there" | "stopping" | "stopped";
  isAlive: boolean;
  /** When the next of its states begins. */
  dueAt: number;
  /** Of its next try to take or renew the lease. */
  tryAt: number;
}

/** The kubelet's hash of its manifest. */
export function hashOf({ pid }: SimulatedPod): string {
  return `hash${pid}`;
}

/** In which its process stands for election. */
export function identityOf({ pid }: SimulatedPod): string {
  return `node-1_${pid}`;
}

export function containerOf({ pid, createdAt }: SimulatedPod, name: string) {
  return { id: `c${pid}`, sandboxId: `s${pid}`, name, pid, createdAt, startedAt: createdAt };
}

export function sandboxOf(pod: SimulatedPod) {
  const annotations = { "kubernetes.io/config.hash": hashOf(pod) };
  return { id: `s${pod.pid}`, name: pod.name, uid: hashOf(pod), createdAt: pod.createdAt, annotations };
}

export function cgroupOf(pod: SimulatedPod): string {
  return `/sys/fs/cgroup/kubepods/burstable/pod${hashOf(pod)}`;
}

/** The command of a manifest. */
export function commandOf(text: string): readonly string[] {
  return (parse(text) as { spec: { containers: { command: string[] }[] } }).spec.containers[0]?.command ?? [];
}
