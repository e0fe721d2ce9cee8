import type { Canonical, Handoff } from "./handoff.ts";
import { awaitInstance } from "./await-instance.ts";
import type { HandoffEffects, HandoffSubject } from "./handoff-context.ts";
import { runningInstances } from "./instances.ts";
import { placeManifest } from "./place-manifest.ts";
import { podHash } from "./pod-sandboxes.ts";
import { startAtOnce } from "./start-at-once.ts";
import { watchOver } from "./watch-over.ts";

const GRACE_SECONDS = 30;

/**
 * kubeadm's way, with the proof that it lacks: the manifest is replaced, and the component is away until its new instance
 * serves. For a component that does not serve now there is no better one.
 */
export function restartInPlace(subject: HandoffSubject, effects: HandoffEffects): Handoff {
  const { component, manifest, nodeName, transactionId } = subject;
  const { runtime, clock, reporter } = effects;

  const podName = `${component}-${nodeName}`;

  const replace = async (canonical: Canonical): Promise<void> => {
    const since = clock.now();
    const [old] = (await runningInstances(subject, runtime)).canonical;
    const oldHash = await podHash(podName, runtime);
    const needsInputs = !(await canonical.areInputsPlaced());
    await canonical.placeInputs();
    const isWritten = await placeManifest({ manifest, transactionId }, canonical.text, effects);
    if (!isWritten && needsInputs && old !== undefined) {
      await runtime.stopContainer(old.containerId, GRACE_SECONDS);
    }
    reporter.notify({ kind: "stage-detail", stage: component, detail: "waiting for the new instance" });
    if (isWritten) {
      await startAtOnce(podName, oldHash, effects, subject.signal);
    }
    await awaitInstance(subject, { which: "canonical", since: isWritten ? since : undefined }, effects);
    await watchOver(subject, "canonical", subject.soakMs, effects);
  };

  return {
    component,
    isLeftBehind: async () => false,
    begin: async () => undefined,
    replace,
    end: async () => undefined,
  };
}
