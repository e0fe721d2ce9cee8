import { flagValue } from "../../../diagnose/flags.ts";
import { readManifest } from "../../../diagnose/read-manifest.ts";
import { type Etcd, EtcdUnavailable } from "../../../ports/etcd.ts";
import { insist } from "../../insist.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import { withEtcd } from "../with-etcd.ts";

type Subject = Pick<HandoffSubject, "manifest" | "address">;
type Effects = Pick<HandoffEffects, "files" | "etcdAt" | "clock" | "reporter">;

const CANONICAL_ETCD = 2379;
const TTL_SECONDS = 300;
/** After a reboot etcd starts at the same time as everything else. */
const ETCD_LIMIT_MS = 60_000;
const RELEASE_LIMIT_MS = 5_000;

/**
 * An API server that leaves takes its own lease away and publishes what the others say; as the last one it empties the
 * endpoints of the `kubernetes` Service, and every Pod loses the API. A second lease for the same address prevents that.
 * It ends by itself after five minutes. Rejects with EtcdUnavailable.
 */
export async function keepEndpoints(subject: Subject, effects: Effects): Promise<void> {
  const { address } = subject;
  const value = {
    kind: "Endpoints",
    apiVersion: "v1",
    metadata: { name: "handoff" },
    subsets: [{ addresses: [{ ip: address }] }],
  };
  const key = await leaseKey(subject, effects);
  await askEtcd(effects, async (etcd) => etcd.putFor(key, JSON.stringify(value), TTL_SECONDS), ETCD_LIMIT_MS);
}

/** Takes the second lease away. Absent is fine; where etcd does not answer, that is a warning, as it ends by itself. */
export async function releaseEndpoints(subject: Subject, effects: Effects): Promise<void> {
  const key = await leaseKey(subject, effects);
  try {
    await askEtcd(effects, async (etcd) => etcd.delete(key), RELEASE_LIMIT_MS);
  } catch (error) {
    if (!(error instanceof EtcdUnavailable)) {
      throw error;
    }
    const text = `kube-apiserver: ${key} in etcd could not be deleted (${error.message}); it goes by itself within five minutes`;
    effects.reporter.notify({ kind: "warning", text });
  }
}

async function askEtcd(effects: Effects, question: (etcd: Etcd) => Promise<void>, limitMs: number): Promise<void> {
  const ask = async (): Promise<void> => withEtcd(CANONICAL_ETCD, effects, question);
  await insist(ask, (error) => error instanceof EtcdUnavailable, limitMs, effects.clock);
}

async function leaseKey({ manifest, address }: Subject, { files }: Pick<Effects, "files">): Promise<string> {
  const facts = await readManifest(files, manifest.path);
  const command = facts.kind === "present" ? facts.value.command : [];
  const prefix = flagValue(command, "etcd-prefix") ?? "/registry";
  return `${prefix.replace(/\/+$/u, "")}/masterleases/handoff-${address}`;
}
