import { awaitInstance } from "../await-instance.ts";
import { awaitGone, killProcess } from "../end-process.ts";
import type { Canonical } from "../handoff.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import { type Instance, runningInstances } from "../instances.ts";
import { placeManifest } from "../place-manifest.ts";
import { podHash } from "../pod-sandboxes.ts";
import { startAtOnce } from "../start-at-once.ts";
import { watchOver } from "../watch-over.ts";

// The kubelet's grace period for a static Pod, and its own time on top.
const STOP_LIMIT_MS = 40_000;

/**
 * The canonical instance is stopped and the new one started, while the second one has the data, or nobody has. Resolves
 * to whether the manifest was written: where it stood there already, the container starts again in the same Pod.
 */
export async function exchange(
  subject: HandoffSubject,
  canonical: Canonical,
  old: Instance | undefined,
  effects: HandoffEffects,
): Promise<boolean> {
  const podName = `${subject.component}-${subject.nodeName}`;
  // Its container may have ended, as one does that fails at every start.
  const oldHash = old?.configHash ?? (await podHash(podName, effects.runtime));
  const isWritten = await placeManifest(subject, canonical.text, effects);
  if (old?.pid !== undefined) {
    await (isWritten ? awaitGone(old.pid, STOP_LIMIT_MS, effects) : killProcess(old.pid, effects));
  }
  await canonical.placeInputs();
  if (isWritten) {
    await startAtOnce(podName, oldHash, effects, subject.signal);
  }
  return isWritten;
}

/** Nothing stands in for it: after a reboot, or where the second one has failed. */
export async function replaceAlone(
  subject: HandoffSubject,
  canonical: Canonical,
  needsChange: boolean,
  effects: HandoffEffects,
): Promise<void> {
  const { clock, reporter, runtime } = effects;
  const since = clock.now();
  let isWritten = false;
  if (needsChange) {
    const detail = "without a second instance etcd is away until the new one serves";
    reporter.notify({ kind: "stage-detail", stage: subject.component, detail });
    const [old] = (await runningInstances(subject, runtime)).canonical;
    isWritten = await exchange(subject, canonical, old, effects);
  }
  await awaitInstance(subject, { which: "canonical", since: isWritten ? since : undefined }, effects);
  await watchOver(subject, "canonical", canonical.isProven === true ? 0 : subject.soakMs, effects);
}
