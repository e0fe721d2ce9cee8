import type { ElectedLease } from "../../../diagnose/elected-lease.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import { runningInstances } from "../instances.ts";
import { heldIdentity } from "./held-identity.ts";
import type { Leaver } from "./pass-on.ts";

/** The running instance and, where it leads, its identity: to be asked while it lives. Undefined where none runs. */
export async function leaverOf(
  which: "canonical" | "second",
  lease: ElectedLease | undefined,
  subject: HandoffSubject,
  effects: HandoffEffects,
): Promise<Leaver | undefined> {
  const [instance] = (await runningInstances(subject, effects.runtime))[which];
  return instance && { instance, identity: lease && (await heldIdentity(lease, subject, which, effects)) };
}
