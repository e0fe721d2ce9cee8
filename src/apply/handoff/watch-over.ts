import { evidenceOf } from "../../diagnose/evidence.ts";
import { findCause } from "../../diagnose/find-cause.ts";
import { lacks } from "../../diagnose/health/lacks.ts";
import { probeComponent, allPass } from "../../diagnose/snapshot/probe-components.ts";
import { takeSnapshot } from "../../diagnose/snapshot/take-snapshot.ts";
import { didNotLast } from "../../errors/handoff-instance.ts";
import { type ExpectedInstanceOptions, expectedInstance } from "./expected-instance.ts";
import type { HandoffEffects, HandoffSubject } from "./handoff-context.ts";
import { runningInstances } from "./instances.ts";

const LOOK_EVERY_MS = 1_000;
/** A busy machine may miss one answer, or two. */
const TOLERATED_MISSES = 2;

/**
 * The soak time: one instance has to stay the same process, and healthy, for `ms`. `alsoHolds` is asked at each look and
 * gives what is wrong, if anything. Rejects with InstanceDidNotLast, or the cause.
 */
export async function watchOver(
  subject: HandoffSubject,
  which: ExpectedInstanceOptions["which"],
  ms: number,
  effects: HandoffEffects,
  alsoHolds: () => Promise<string | undefined> = async () => undefined,
): Promise<void> {
  const { clock, reporter, runtime, http } = effects;
  const expectation = await expectedInstance(subject, { which, since: undefined }, effects);
  const [expected] = expectation.components;
  const first = (await runningInstances(subject, runtime))[which][0];
  const startedAt = clock.monotonicMs();
  let misses = 0;
  while (clock.monotonicMs() - startedAt < ms) {
    const left = ms - (clock.monotonicMs() - startedAt);
    reporter.notify({
      kind: "stage-detail",
      stage: subject.component,
      detail: `watching the ${which} instance for another ${Math.ceil(left / 1000)} s`,
    });
    await clock.sleep(Math.min(LOOK_EVERY_MS, left), subject.signal);
    const now = (await runningInstances(subject, runtime))[which][0];
    const isSame = first !== undefined && now?.containerId === first.containerId;
    const isWell = expected === undefined || allPass(await probeComponent(http, expected, expectation.api));
    const wrong = await alsoHolds();
    misses = isWell && wrong === undefined ? 0 : misses + 1;
    if (!isSame || misses > TOLERATED_MISSES) {
      throw await explain(subject, which, { isSame, wrong, afterMs: clock.monotonicMs() - startedAt }, effects);
    }
  }
}

/** Why an instance did not last: the cause, or InstanceDidNotLast with what was seen. */
export async function explain(
  subject: HandoffSubject,
  which: ExpectedInstanceOptions["which"],
  {
    isSame,
    wrong,
    afterMs,
  }: { readonly isSame: boolean; readonly wrong: string | undefined; readonly afterMs: number },
  effects: HandoffEffects,
) {
  const since = effects.clock.now() - afterMs;
  const expectation = await expectedInstance(subject, { which, since: undefined }, effects);
  const snapshot = await takeSnapshot(effects, expectation, since);
  const cause = findCause(snapshot);
  if (cause !== undefined) {
    return cause.error;
  }
  const lack = lacks(snapshot)[0]?.detail;
  const reason = isSame ? (wrong ?? lack ?? "its health checks fail") : (lack ?? "its process ended");
  const evidence = snapshot.components.flatMap((component) => evidenceOf(component));
  return didNotLast({ component: subject.component, which }, Math.round(afterMs / 1000), reason, evidence);
}
