import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import { type Instances, runningInstances } from "../instances.ts";
import type { EtcdLayout } from "./etcd-layout.ts";
import { isServing } from "./is-serving.ts";

const LOOK_EVERY_MS = 50;
/** One that cannot use its certificate answers for a moment, and ends. */
const STEADY_MS = 300;
/** Without a process for so long nobody is about to serve. One that fails at every start is there now and then. */
const NOBODY_MS = 1_000;
/** After a reboot the kubelet takes its time. */
export const PATIENT_NOBODY_MS = 20_000;
/** A large database takes its time to be loaded. */
const LIMIT_MS = 30_000;

type Which = keyof Instances;

/**
 * Which instance has the data and serves it. Where neither does, one may be about to: after a kill in the moment in which
 * the data changed hands, or after a reboot. Undefined where that does not happen.
 */
export async function awaitHolder(
  subject: HandoffSubject,
  layout: Pick<EtcdLayout, Which>,
  effects: HandoffEffects,
  nobodyMs = NOBODY_MS,
): Promise<Which | undefined> {
  const { clock, runtime } = effects;
  const end = clock.monotonicMs() + LIMIT_MS;
  let lastSeenAt = clock.monotonicMs();
  for (;;) {
    const which = await servingOne(layout, effects);
    const before = await runningInstances(subject, runtime);
    if (which !== undefined) {
      await clock.sleep(STEADY_MS);
      const after = await runningInstances(subject, runtime);
      if (isSame(before[which], after[which]) && (await isServing(layout[which], effects))) {
        return which;
      }
    }
    const now = clock.monotonicMs();
    lastSeenAt = before.canonical.length + before.second.length > 0 ? now : lastSeenAt;
    if (now - lastSeenAt >= nobodyMs || now >= end) {
      return undefined;
    }
    await clock.sleep(LOOK_EVERY_MS);
  }
}

async function servingOne(layout: Pick<EtcdLayout, Which>, effects: HandoffEffects): Promise<Which | undefined> {
  for (const which of ["second", "canonical"] as const) {
    if (await isServing(layout[which], effects)) {
      return which;
    }
  }
  return undefined;
}

function isSame([before]: Instances[Which], [after]: Instances[Which]): boolean {
  return before?.containerId === after?.containerId;
}
