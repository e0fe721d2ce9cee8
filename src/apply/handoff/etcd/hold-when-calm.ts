import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import { awaitCalm } from "./await-calm.ts";
import { type KeepHeld, withTrafficHeld } from "./with-traffic-held.ts";

const CALM_LIMIT_MS = 1_000;
const TRIES = 5;
const BETWEEN_TRIES_MS = 500;

/**
 * Holds traffic, and does `work` once the API server has nothing in work. Where a request takes long, traffic goes on for
 * a moment and it is tried again; in the end the work is done all the same, with a warning.
 */
export async function holdWhenCalm(
  subject: HandoffSubject,
  effects: HandoffEffects,
  work: (keepHeld: KeepHeld) => Promise<void>,
): Promise<void> {
  for (let left = TRIES; left > 0; left -= 1) {
    const isDone = await withTrafficHeld(subject, effects, async (keepHeld) => {
      const isCalm = await awaitCalm(subject, effects, CALM_LIMIT_MS);
      if (!isCalm && left > 1) {
        return false;
      }
      if (!isCalm) {
        const text = "etcd: the API server always had a request in work; one may have failed while etcd changed hands";
        effects.reporter.notify({ kind: "warning", text });
      }
      await work(keepHeld);
      return true;
    });
    if (isDone) {
      return;
    }
    await effects.clock.sleep(BETWEEN_TRIES_MS);
  }
}
