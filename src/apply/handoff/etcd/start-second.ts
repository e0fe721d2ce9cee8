import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import type { Instance } from "../instances.ts";
import { placeSecond } from "../second-instance.ts";
import { awaitWaiting } from "./await-waiting.ts";

/**
 * Starts the second instance, up to where it waits for the data directory; the canonical one goes on meanwhile. Rejects
 * with the cause where it does not get there.
 */
export async function startSecond(subject: HandoffSubject, effects: HandoffEffects): Promise<Instance> {
  const { component, ports } = subject;
  const { clock, files, reporter } = effects;
  const say = (detail: string): void => reporter.notify({ kind: "stage-detail", stage: component, detail });
  const since = clock.now();
  await placeSecond(subject, files);
  say("the second instance starts");
  const isMeant = (): boolean => true;
  const options = { which: "second", since, port: ports.etcdClient, isMeant } as const;
  const second = await awaitWaiting(subject, options, effects);
  say("the second instance waits for the data directory");
  return second;
}
