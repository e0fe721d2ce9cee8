import { createPrivateKey, X509Certificate } from "node:crypto";
import type { InMemoryFileSystem } from "../in-memory-file-system.ts";
import type { StaticPod } from "./static-pod.ts";

/** A component's process. Times are on the node's monotonic clock. */
export interface SimulatedProcess {
  readonly pid: number;
  readonly pod: StaticPod;
  readonly startedAt: number;
  /** What it read when it started, by flag. */
  readonly inputs: ReadonlyMap<string, string>;
  readonly listensAt: number;
  readonly readyAt: number;
  /** Of its sockets for clients, how many are open. An etcd has two. */
  sockets: number;
  /** When its listener closes, and when it ends; Infinity where nobody has told it to. */
  closesAt: number;
  endsAt: number;
}

const STARTS_MS = {
  etcd: { listens: 100, ready: 100 },
  "kube-apiserver": { listens: 1_000, ready: 3_000 },
  "kube-controller-manager": { listens: 400, ready: 500 },
  "kube-scheduler": { listens: 400, ready: 500 },
} as const;
/** An etcd with watches is long about its end. */
const ETCD_ENDS_MS = 14_000;
const PAIRS = [
  ["tls-cert-file", "tls-private-key-file"],
  ["cert-file", "key-file"],
  ["peer-cert-file", "peer-key-file"],
  ["etcd-certfile", "etcd-keyfile"],
] as const;

/** Undefined where it ends at once: a file is missing, or a certificate and its key do not belong together. */
export function startProcess(
  pid: number,
  pod: StaticPod,
  startedAt: number,
  files: InMemoryFileSystem,
): SimulatedProcess | undefined {
  const read = [...pod.inputs].map(([flag, path]) => [flag, files.text(path)] as const);
  const inputs = new Map(read.flatMap(([flag, text]) => (text === undefined ? [] : [[flag, text] as const])));
  const isTorn = PAIRS.some(([cert, key]) => inputs.has(cert) && !isPair(inputs.get(cert), inputs.get(key)));
  if (inputs.size < read.length || isTorn) {
    return undefined;
  }
  const { listens, ready } = STARTS_MS[pod.component];
  return {
    ...{ pid, pod, startedAt, inputs },
    listensAt: startedAt + listens,
    readyAt: startedAt + ready,
    sockets: pod.component === "etcd" ? 2 : 1,
    closesAt: Infinity,
    endsAt: Infinity,
  };
}

/** SIGTERM, as the kubelet sends it. `isBusy`: it serves clients now. */
export function stopProcess(process: SimulatedProcess, now: number, isBusy: boolean): void {
  if (process.endsAt !== Infinity) {
    return;
  }
  const { component, graceMs } = process.pod;
  switch (component) {
    case "kube-apiserver":
      // Watches stay until they are cut.
      process.closesAt = now + 200;
      process.endsAt = now + graceMs;
      break;
    case "etcd":
      process.sockets -= 1;
      process.endsAt = now + (isBusy ? Math.min(ETCD_ENDS_MS, graceMs) : 50);
      process.closesAt = process.endsAt;
      break;
    default:
      process.closesAt = process.endsAt = now + 100;
  }
}

const judged = new Map<string, boolean>();

function isPair(certificate: string | undefined, key: string | undefined): boolean {
  if (certificate === undefined || key === undefined) {
    return false;
  }
  const both = certificate + key;
  const is = judged.get(both) ?? new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
  judged.set(both, is);
  return is;
}
