import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import { ETCD_TABLE } from "./etcd-table.ts";

// What ends it where this process is killed.
const HOLD_MS = 5_000;
const RENEW_AFTER_MS = 2_000;
// Clients wait ten seconds and more; past that to wait is as bad as to fail.
const LONGEST_MS = 20_000;

/** To be called again and again while traffic is held, so that the hold does not end by itself before its time. */
export type KeepHeld = () => Promise<void>;

/**
 * Keeps requests away from the API server, from everywhere but the loopback, while `work` goes on: clients send them
 * again by themselves. New connections are made, as it goes on to listen, and wait likewise. It is let go whatever
 * becomes of `work`.
 */
export async function withTrafficHeld<T>(
  { hostAddresses, apiServerPort, component }: HandoffSubject,
  { packets, clock, reporter }: Pick<HandoffEffects, "packets" | "clock" | "reporter">,
  work: (keepHeld: KeepHeld) => Promise<T>,
): Promise<T> {
  const startedAt = clock.monotonicMs();
  let heldAt = startedAt;
  const hold = async () => packets.hold(ETCD_TABLE, hostAddresses, apiServerPort, HOLD_MS, "opened");
  const keepHeld = async (): Promise<void> => {
    const now = clock.monotonicMs();
    if (now - heldAt >= RENEW_AFTER_MS && now - startedAt + HOLD_MS <= LONGEST_MS) {
      heldAt = now;
      await hold();
    }
  };
  try {
    await hold();
    return await work(keepHeld);
  } finally {
    await packets.release(ETCD_TABLE);
    const seconds = ((clock.monotonicMs() - startedAt) / 1000).toFixed(1);
    reporter.notify({ kind: "stage-detail", stage: component, detail: `traffic held for ${seconds} s` });
  }
}
