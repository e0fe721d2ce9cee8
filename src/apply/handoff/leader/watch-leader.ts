import type { ElectedLease } from "../../../diagnose/elected-lease.ts";
import { nobodyLeads } from "../../../errors/handoff-leader.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import { explain, watchOver } from "../watch-over.ts";
import { followHolder } from "./follow-holder.ts";
import { heldIdentity } from "./held-identity.ts";

const LOOK_EVERY_MS = 100;
const LOST = "it leads no more";

/**
 * The soak time of whoever leads with the new configuration as `identity`, and the proof that it goes on leading: what
 * fails only while it leads is seen then. Where another node leads it is the canonical instance's. Rejects with
 * InstanceDidNotLast, NobodyLeads, or the cause.
 */
export async function watchLeader(
  lease: ElectedLease,
  identity: string,
  subject: HandoffSubject,
  effects: HandoffEffects,
): Promise<void> {
  const { component: stage, soakMs, healthTimeoutMs, signal } = subject;
  const { clock, reporter } = effects;
  const startedAt = clock.monotonicMs();
  const look = followHolder(lease, identity, effects);
  const which = await whoLeads(lease, identity, subject, effects);
  if (which !== undefined) {
    reporter.notify({ kind: "stage-detail", stage, detail: `the ${which} instance leads` });
  }
  await watchOver(subject, which ?? "canonical", soakMs, effects, async () =>
    (await look()) === "lost" ? LOST : undefined,
  );
  for (let hold = await look(); hold !== "renewed"; hold = await look()) {
    const afterMs = clock.monotonicMs() - startedAt;
    if (hold === "lost") {
      // The kubelet starts one that ends while it leads again: it stands by then, healthy, and is still not to be trusted.
      throw await explain(subject, which ?? "second", { isSame: true, wrong: LOST, afterMs }, effects);
    }
    if (afterMs >= soakMs + healthTimeoutMs) {
      throw nobodyLeads(stage, lease, Math.round(afterMs / 1000));
    }
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
}

/** Undefined where it is neither: an instance on another node, or one that has ended already. */
async function whoLeads(
  lease: ElectedLease,
  identity: string,
  subject: HandoffSubject,
  effects: HandoffEffects,
): Promise<"canonical" | "second" | undefined> {
  for (const which of ["second", "canonical"] as const) {
    if ((await heldIdentity(lease, subject, which, effects)) === identity) {
      return which;
    }
  }
  return undefined;
}
