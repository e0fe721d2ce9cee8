import { flagValue } from "../../../diagnose/flags.ts";
import { readManifest } from "../../../diagnose/read-manifest.ts";
import { type Etcd, EtcdUnavailable } from "../../../ports/etcd.ts";
import { insist } from "../../insist.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import { withEtcd } from "../with-etcd.ts";

const CANONICAL_ETCD = 2379;
const TTL_SECONDS = 300;
/** After a reboot etcd starts at the same time as everything else. */
const ETCD_LIMIT_MS = 60_000;

/**
 * An API server that leaves takes its own lease away and publishes what the others say; as the last one it empties the
 * endpoints of the `kubernetes` Service, and every Pod loses the API. A second lease for the same address prevents that.
 * It ends by itself after five minutes. Rejects with EtcdUnavailable.
 */
export async function keepEndpoints(subject: HandoffSubject, effects: HandoffEffects): Promise<void> {
  const { address } = subject;
  const value = {
    kind: "Endpoints",
    apiVersion: "v1",
    metadata: { name: "handoff" },
    subsets: [{ addresses: [{ ip: address }] }],
  };
  const key = await leaseKey(subject, effects);
  await askEtcd(effects, async (etcd) => etcd.putFor(key, JSON.stringify(value), TTL_SECONDS));
}

/** Takes the second lease away. Absent is fine. */
export async function releaseEndpoints(subject: HandoffSubject, effects: HandoffEffects): Promise<void> {
  const key = await leaseKey(subject, effects);
  await askEtcd(effects, async (etcd) => etcd.delete(key));
}

async function askEtcd(effects: HandoffEffects, question: (etcd: Etcd) => Promise<void>): Promise<void> {
  const ask = async (): Promise<void> => withEtcd(CANONICAL_ETCD, effects, question);
  await insist(ask, (error) => error instanceof EtcdUnavailable, ETCD_LIMIT_MS, effects.clock);
}

async function leaseKey(
  { manifest, address }: HandoffSubject,
  { files }: Pick<HandoffEffects, "files">,
): Promise<string> {
  const facts = await readManifest(files, manifest.path);
  const command = facts.kind === "present" ? facts.value.command : [];
  const prefix = flagValue(command, "etcd-prefix") ?? "/registry";
  return `${prefix.replace(/\/+$/u, "")}/masterleases/handoff-${address}`;
}
