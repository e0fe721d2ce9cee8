import type { ElectedLease } from "../../../diagnose/elected-lease.ts";
import { doesNotEnd } from "../../../errors/handoff-leader.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import type { Instance } from "../instances.ts";
import { isGone } from "./is-gone.ts";
import { moveLease } from "./move-lease.ts";

const LOOK_EVERY_MS = 50;
/** The kubelet's 30 s of grace, and its own delays. */
const END_LIMIT_MS = 60_000;

/** An instance that the kubelet was told to end. */
export interface Leaver {
  readonly instance: Instance;
  /** In which it holds the lease; undefined where it does not lead, or where that cannot be known. */
  readonly identity: string | undefined;
}

/**
 * Waits until an instance is gone and, where it led, another one leads; says for how long nobody did, and resolves with the
 * new leader's identity. Where its own is not known its lease is left to run out. Rejects with ProcessDoesNotEnd, NobodyLeads.
 */
export async function passOn(
  lease: ElectedLease | undefined,
  { instance, identity }: Leaver,
  subject: HandoffSubject,
  effects: HandoffEffects,
): Promise<string | undefined> {
  const { component, signal } = subject;
  const { clock, reporter } = effects;
  const end = clock.monotonicMs() + END_LIMIT_MS;
  const isOver = async (): Promise<boolean> => {
    const isOut = await isGone(instance, subject, effects);
    if (!isOut && clock.monotonicMs() >= end) {
      throw doesNotEnd(component, END_LIMIT_MS / 1000);
    }
    return isOut;
  };
  if (lease === undefined || identity === undefined) {
    while (!(await isOver())) {
      await clock.sleep(LOOK_EVERY_MS, signal);
    }
    return undefined;
  }
  const { holder, withoutMs } = await moveLease(lease, { identity, isGone: isOver }, subject, effects);
  const detail = `${(withoutMs / 1000).toFixed(1)} s without a leader`;
  reporter.notify({ kind: "stage-detail", stage: component, detail });
  return holder;
}
