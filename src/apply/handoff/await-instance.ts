import { awaitControlPlane } from "../../diagnose/await-control-plane.ts";
import { detailsOf } from "./details-of.ts";
import { type ExpectedInstanceOptions, expectedInstance } from "./expected-instance.ts";
import type { HandoffEffects, HandoffSubject } from "./handoff-context.ts";

/**
 * Waits until one instance of the component runs as its manifest on disk says, and is healthy. Rejects as soon as a
 * cause is proven that waiting cannot heal, or with NotHealthyInTime.
 */
export async function awaitInstance(
  subject: HandoffSubject,
  options: ExpectedInstanceOptions,
  effects: HandoffEffects,
): Promise<void> {
  const { component, healthTimeoutMs: timeoutMs, signal } = subject;
  const expectation = await expectedInstance(subject, options, effects);
  const reporter = detailsOf(component, effects.reporter);
  await awaitControlPlane(expectation, effects, { reporter, signal, timeoutMs });
}
