import type { ElectedLease } from "../../../diagnose/elected-lease.ts";
import { awaitInstance } from "../await-instance.ts";
import type { Canonical, Handoff } from "../handoff.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import { runningInstances } from "../instances.ts";
import { placeSecond, removeSecond } from "../second-instance.ts";
import { watchOver } from "../watch-over.ts";
import { awaitRenewal } from "./await-renewal.ts";
import { leaseOnDisk } from "./lease-on-disk.ts";
import { leaverOf } from "./leaver-of.ts";
import { passOn } from "./pass-on.ts";
import { type Renewal, renewCanonical, restartCanonical } from "./restart-canonical.ts";
import { sharedLease } from "./shared-lease.ts";
import { watchLeader } from "./watch-leader.ts";
import { withoutExits } from "./without-exits.ts";

/**
 * Hands over what a leader does: a second candidate with the new configuration is proven, stands ready to take the lease
 * when the canonical instance has left, and gives it back. The running instance is not told to stop before that.
 */
export function leaderHandoff(subject: HandoffSubject, effects: HandoffEffects): Handoff {
  const { component } = subject;
  const { clock, files, runtime, reporter } = effects;
  const say = (detail: string): void => reporter.notify({ kind: "stage-detail", stage: component, detail });

  const begin = async (): Promise<void> => {
    await sharedLease(subject, files);
    const since = clock.now();
    const isWritten = await placeSecond(subject, files);
    say("the second instance starts");
    await awaitInstance(subject, { which: "second", since: isWritten ? since : undefined }, effects);
  };

  const replace = async (canonical: Canonical): Promise<void> => {
    const lease = await leaseOnDisk(subject, files);
    const renewal = await renewCanonical(lease, canonical, subject, effects);
    if (canonical.isProven === true || renewal.what === "nothing") {
      // In the second case an old instance may still be about to end, since before a crash.
      await restartCanonical(lease, renewal, subject, effects);
    }
    if (canonical.isProven !== true) {
      await withoutExits(subject, renewal, effects, (watched) => prove(lease, renewal, watched, effects));
    }
  };

  const isLeftBehind = async (): Promise<boolean> => {
    const [manifest, { second }] = await Promise.all([
      files.status(subject.second.path),
      runningInstances(subject, runtime),
    ]);
    return manifest.kind !== "absent" || second.length > 0;
  };

  const end = async (): Promise<void> => {
    if (await isLeftBehind()) {
      const lease = await leaseOnDisk(subject, files);
      const second = await leaverOf("second", lease, subject, effects);
      if (second?.identity !== undefined) {
        await awaitInstance(subject, { which: "canonical", since: undefined }, effects);
      }
      say("the second instance leaves");
      await removeSecond(subject, files);
      await (second && passOn(lease, second, subject, effects));
      await (lease && awaitRenewal(lease, subject, effects));
    }
    await files.remove(subject.marker);
  };

  return { component, isLeftBehind, begin, replace, end };
}

async function prove(
  lease: ElectedLease | undefined,
  renewal: Renewal,
  subject: HandoffSubject,
  effects: HandoffEffects,
): Promise<void> {
  const leader = await restartCanonical(lease, renewal, subject, effects);
  await (lease === undefined
    ? watchOver(subject, "canonical", subject.soakMs, effects)
    : watchLeader(lease, leader ?? (await awaitRenewal(lease, subject, effects)), subject, effects));
}
