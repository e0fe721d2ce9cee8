import { RuntimeUnavailable } from "../../../ports/container-runtime.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import { type Instances, runningInstances } from "../instances.ts";
import { explain } from "../watch-over.ts";

const LOOK_EVERY_MS = 250;
/** The runtime may just have been asked between two states. */
const MISSES = 2;

/**
 * Does `work` as long as every instance with the new configuration that was seen to run goes on running. What ends as
 * soon as it leads is started again by the kubelet and looks healthy, while the lease stays with the dead. Rejects with
 * the cause, or InstanceDidNotLast, once the work has stopped. `oldContainerId`: the one that is meant to end.
 */
export async function withoutExits(
  subject: HandoffSubject,
  oldContainerId: string | undefined,
  effects: HandoffEffects,
  work: (subject: HandoffSubject) => Promise<void>,
): Promise<void> {
  const over = new AbortController();
  const watched = { ...subject, signal: AbortSignal.any([subject.signal, over.signal]) };
  const working = work(watched);
  try {
    await Promise.race([working, refuseExits(watched, oldContainerId, effects)]);
  } finally {
    over.abort();
    await working.catch(() => undefined);
  }
}

async function refuseExits(
  subject: HandoffSubject,
  oldContainerId: string | undefined,
  effects: HandoffEffects,
): Promise<never> {
  const { clock } = effects;
  const startedAt = clock.monotonicMs();
  const known = { canonical: { id: "", misses: 0 }, second: { id: "", misses: 0 } };
  for (;;) {
    const now = await seen(subject, effects);
    for (const which of ["canonical", "second"] as const) {
      const ids = (now?.[which] ?? []).map(({ containerId }) => containerId).filter((id) => id !== oldContainerId);
      const { id, misses } = known[which];
      const isMissing = now !== undefined && id !== "" && !ids.includes(id);
      known[which] = { id: id === "" ? (ids[0] ?? "") : id, misses: isMissing ? misses + 1 : 0 };
      if (known[which].misses >= MISSES) {
        const afterMs = clock.monotonicMs() - startedAt;
        throw await explain(subject, which, { isSame: false, wrong: undefined, afterMs }, effects);
      }
    }
    await clock.sleep(LOOK_EVERY_MS, subject.signal);
  }
}

async function seen(subject: HandoffSubject, { runtime }: HandoffEffects): Promise<Instances | undefined> {
  try {
    return await runningInstances(subject, runtime);
  } catch (error) {
    if (error instanceof RuntimeUnavailable) {
      return undefined;
    }
    throw error;
  }
}
