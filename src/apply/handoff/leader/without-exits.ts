import { secondPodName } from "../../../domain/handoff/second-names.ts";
import { RuntimeUnavailable } from "../../../ports/container-runtime.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import { podSandboxes } from "../pod-sandboxes.ts";
import { explain } from "../watch-over.ts";
import type { Renewal } from "./restart-canonical.ts";

const LOOK_EVERY_MS = 250;

/**
 * Does `work` as long as no process but that of the old instance ends. One that ends as soon as it leads is started again
 * by the kubelet and looks healthy, while the lease stays with the dead. Rejects with the cause, or InstanceDidNotLast,
 * once the work has stopped.
 */
export async function withoutExits(
  subject: HandoffSubject,
  renewal: Renewal,
  effects: HandoffEffects,
  work: (subject: HandoffSubject) => Promise<void>,
): Promise<void> {
  const over = new AbortController();
  const watched = { ...subject, signal: AbortSignal.any([subject.signal, over.signal]) };
  const before = await exited(subject, "canonical", renewal, effects);
  const beforeSecond = await exited(subject, "second", renewal, effects);
  const working = work(watched);
  try {
    await Promise.race([working, refuseExits(watched, renewal, new Set([...before, ...beforeSecond]), effects)]);
  } finally {
    over.abort();
    await working.catch(() => undefined);
  }
}

async function refuseExits(
  subject: HandoffSubject,
  renewal: Renewal,
  before: ReadonlySet<string>,
  effects: HandoffEffects,
): Promise<never> {
  const { clock } = effects;
  const startedAt = clock.monotonicMs();
  for (;;) {
    for (const which of ["second", "canonical"] as const) {
      if ((await exited(subject, which, renewal, effects)).some((id) => !before.has(id))) {
        const afterMs = clock.monotonicMs() - startedAt;
        throw await explain(subject, which, { isSame: false, wrong: undefined, afterMs }, effects);
      }
    }
    await clock.sleep(LOOK_EVERY_MS, subject.signal);
  }
}

/** Containers that ended while their Pod goes on; none where the runtime does not answer. */
async function exited(
  { component, nodeName }: HandoffSubject,
  which: "canonical" | "second",
  { what, old, podHash }: Renewal,
  { runtime }: HandoffEffects,
): Promise<readonly string[]> {
  const leaverId = what === "nothing" ? undefined : old?.instance.containerId;
  const podName = `${which === "canonical" ? component : secondPodName(component)}-${nodeName}`;
  try {
    const pods = (await podSandboxes(podName, runtime)).filter(({ isReady, hash }) => isReady && hash !== podHash);
    return (await runtime.containers())
      .filter(({ state, sandboxId }) => state === "exited" && pods.some(({ id }) => id === sandboxId))
      .flatMap(({ id }) => (id === leaverId ? [] : [id]));
  } catch (error) {
    if (error instanceof RuntimeUnavailable) {
      return [];
    }
    throw error;
  }
}
