import type { ElectedLease } from "../../../diagnose/elected-lease.ts";
import { nobodyLeads } from "../../../errors/handoff-leader.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import { ifApiAnswers } from "../if-api-answers.ts";
import { type LeaseRecord, readLease } from "./read-lease.ts";

const LOOK_EVERY_MS = 100;

/** Waits until somebody is seen to take or renew the lease, and resolves with its holder. Rejects with NobodyLeads. */
export async function awaitRenewal(
  lease: ElectedLease,
  { component, healthTimeoutMs, signal }: Pick<HandoffSubject, "component" | "healthTimeoutMs" | "signal">,
  { api, clock }: Pick<HandoffEffects, "api" | "clock">,
): Promise<string> {
  const end = clock.monotonicMs() + healthTimeoutMs;
  let first: LeaseRecord | undefined;
  while (clock.monotonicMs() < end) {
    const seen = await ifApiAnswers(readLease(lease, api));
    first ??= seen;
    if (first !== undefined && seen !== undefined && seen.holder !== "" && seen.renewedAt > first.renewedAt) {
      return seen.holder;
    }
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
  throw nobodyLeads(component, lease, Math.round(healthTimeoutMs / 1000));
}
