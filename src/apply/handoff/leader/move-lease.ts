import type { ElectedLease } from "../../../diagnose/elected-lease.ts";
import { nobodyLeads } from "../../../errors/handoff-leader.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import { ifApiAnswers } from "../if-api-answers.ts";
import { LeaderlessTime, type MovedLease } from "./leaderless-time.ts";
import { readLease } from "./read-lease.ts";
import { releaseLease } from "./release-lease.ts";

const LOOK_EVERY_MS = 50;

export interface Leaving {
  /** In which it holds the lease. */
  readonly identity: string;
  /** Whether its process is known to be gone. Rejects where it takes too long. */
  readonly isGone: () => Promise<boolean>;
}

/**
 * Waits until a leader is gone and another instance leads. What it does not give up itself is released in its name, once
 * it is gone and only while it is the holder: never in a living one's. Rejects with NobodyLeads.
 */
export async function moveLease(
  lease: ElectedLease,
  { identity, isGone }: Leaving,
  { component, healthTimeoutMs, signal }: Pick<HandoffSubject, "component" | "healthTimeoutMs" | "signal">,
  { api, clock }: Pick<HandoffEffects, "api" | "clock">,
): Promise<MovedLease> {
  let goneAt: number | undefined;
  const leaderless = new LeaderlessTime(identity);
  for (;;) {
    // Asked before the lease is read: what that says of a process that is gone cannot be its doing any more.
    const isOver = await isGone();
    const seen = await ifApiAnswers(readLease(lease, api));
    leaderless.look({ atMs: clock.monotonicMs(), isGone: isOver, holder: seen?.holder });
    if (isOver && leaderless.end !== undefined) {
      return leaderless.end;
    }
    if (isOver && seen?.holder === identity) {
      await ifApiAnswers(releaseLease(lease, seen, clock.now(), api));
    }
    goneAt ??= isOver ? clock.monotonicMs() : undefined;
    if (goneAt !== undefined && clock.monotonicMs() - goneAt >= healthTimeoutMs) {
      throw nobodyLeads(component, lease, Math.round(healthTimeoutMs / 1000));
    }
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
}
