import { evidenceOf } from "../../../diagnose/evidence.ts";
import { findCause } from "../../../diagnose/find-cause.ts";
import { lacks } from "../../../diagnose/health/lacks.ts";
import type { Snapshot } from "../../../diagnose/snapshot/snapshot.ts";
import { takeSnapshot } from "../../../diagnose/snapshot/take-snapshot.ts";
import { notHealthyInTime } from "../../../errors/diagnose-host.ts";
import { type ExpectedInstanceOptions, expectedInstance } from "../expected-instance.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import { type Instance, runningInstances } from "../instances.ts";

const LOOK_EVERY_MS = 50;
const DIAGNOSE_EVERY_MS = 1_000;
/** An etcd that ends over its data directory or a certificate does so within this time. */
const STEADY_MS = 500;

export interface WaitingOptions extends ExpectedInstanceOptions {
  /** Where it listens for clients: what an etcd does as soon as it has understood its flags, before it waits for its data. */
  readonly port: number;
  readonly isMeant: (instance: Instance) => boolean;
  /** Rejects as soon as waiting has no sense any more. */
  readonly meanwhile?: () => Promise<void>;
}

/**
 * Waits until an instance of etcd runs, listens and goes on doing so: all that it can do while another one has the data
 * directory's lock. Rejects as soon as a cause is proven that waiting cannot heal, or with NotHealthyInTime.
 */
export async function awaitWaiting(
  subject: HandoffSubject,
  { which, since, port, isMeant, meanwhile }: WaitingOptions,
  effects: HandoffEffects,
): Promise<Instance> {
  const { clock, connections, runtime } = effects;
  const startedAt = clock.monotonicMs();
  const diagnose = await diagnosis(subject, { which, since }, effects);
  let steady: { readonly instance: Instance; readonly sinceMs: number } | undefined;
  for (;;) {
    const instance = (await runningInstances(subject, runtime))[which].find(isMeant);
    const now = clock.monotonicMs();
    if (instance === undefined || !(await connections.isListening(port))) {
      steady = undefined;
    } else if (steady?.instance.containerId !== instance.containerId) {
      steady = { instance, sinceMs: now };
    } else if (now - steady.sinceMs >= STEADY_MS) {
      return instance;
    }
    await meanwhile?.();
    await diagnose(now - startedAt >= subject.healthTimeoutMs, now - startedAt);
    await clock.sleep(LOOK_EVERY_MS, subject.signal);
  }
}

/** To be called again and again: throws a cause that is proven, or what is missing where it is the `last` time. */
async function diagnosis(
  subject: HandoffSubject,
  options: ExpectedInstanceOptions,
  effects: HandoffEffects,
): Promise<(isLast: boolean, waitedMs: number) => Promise<void>> {
  const { clock } = effects;
  const expectation = await expectedInstance(subject, options, effects);
  const since = clock.now();
  let dueAt = clock.monotonicMs() + DIAGNOSE_EVERY_MS;
  let snapshot: Snapshot | undefined;
  return async (isLast, waitedMs) => {
    if (!isLast && clock.monotonicMs() < dueAt) {
      return;
    }
    dueAt = clock.monotonicMs() + DIAGNOSE_EVERY_MS;
    snapshot = await takeSnapshot(effects, expectation, since, snapshot);
    const cause = findCause(snapshot);
    if (cause !== undefined) {
      throw cause.error;
    }
    if (isLast) {
      const missing = lacks(snapshot).map(({ stage, detail }) => `${stage}: ${detail}`);
      throw notHealthyInTime(missing, snapshot.components.flatMap(evidenceOf), Math.round(waitedMs / 1000));
    }
  };
}
