import { type ElectedLease, electedLease } from "../../../diagnose/elected-lease.ts";
import { readManifest } from "../../../diagnose/read-manifest.ts";
import { awaitInstance } from "../await-instance.ts";
import type { Canonical, Handoff } from "../handoff.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import { runningInstances } from "../instances.ts";
import { placeManifest } from "../place-manifest.ts";
import { podSandboxes } from "../pod-sandboxes.ts";
import { placeSecond, removeSecond } from "../second-instance.ts";
import { startAtOnce } from "../start-at-once.ts";
import { watchOver } from "../watch-over.ts";
import { awaitRenewal } from "./await-renewal.ts";
import { heldIdentity } from "./held-identity.ts";
import { type Leaver, passOn } from "./pass-on.ts";
import { sharedLease } from "./shared-lease.ts";
import { watchLeader } from "./watch-leader.ts";
import { withoutExits } from "./without-exits.ts";

const GRACE_SECONDS = 30;

/**
 * Hands over what a leader does: a second candidate with the new configuration is proven, takes the lease when the
 * canonical instance has left, and gives it back to the new one. The running instance is never told to stop before that.
 */
export function leaderHandoff(subject: HandoffSubject, effects: HandoffEffects): Handoff {
  const { component } = subject;
  const podName = `${component}-${subject.nodeName}`;
  const { clock, files, runtime, reporter } = effects;
  const say = (detail: string): void => reporter.notify({ kind: "stage-detail", stage: component, detail });

  const leaseOnDisk = async (): Promise<ElectedLease | undefined> => {
    const facts = await readManifest(files, subject.manifest.path);
    return facts.kind === "present" ? electedLease(component, facts.value.command) : undefined;
  };

  const begin = async (): Promise<void> => {
    await sharedLease(subject, files);
    const since = clock.now();
    const isWritten = await placeSecond(subject, files);
    say("the second instance starts");
    await awaitInstance(subject, { which: "second", since: isWritten ? since : undefined }, effects);
  };

  const leaver = async (
    lease: ElectedLease | undefined,
    which: "canonical" | "second",
  ): Promise<Leaver | undefined> => {
    const [instance] = (await runningInstances(subject, runtime))[which];
    return instance && { instance, identity: lease && (await heldIdentity(lease, subject, which, effects)) };
  };

  /** What the kubelet was given a reason to start anew. */
  const putInPlace = async (canonical: Canonical): Promise<"Pod" | "container" | "nothing"> => {
    const areInputsNew = !(await canonical.areInputsPlaced());
    // Before the manifest, so that the new instance never starts with the old ones, whatever happens in between.
    await canonical.placeInputs();
    if (await placeManifest(subject, canonical.text, effects)) {
      return "Pod";
    }
    return areInputsNew ? "container" : "nothing";
  };

  const replace = async (canonical: Canonical): Promise<void> => {
    const since = clock.now();
    const lease = await leaseOnDisk();
    // The Pod may be there without a running instance, in a crash loop.
    const oldPod = (await podSandboxes(podName, runtime)).find(({ isReady }) => isReady);
    const old = await leaver(lease, "canonical");
    const renewed = await putInPlace(canonical);
    const restart = async (whole: HandoffSubject): Promise<string | undefined> => {
      say("the canonical instance leaves");
      const [leader] = await Promise.all([
        old && passOn(lease, old, whole, effects),
        renewed === "Pod"
          ? startAtOnce(podName, oldPod?.hash, effects, whole.signal)
          : old && runtime.stopContainer(old.instance.containerId, GRACE_SECONDS),
      ]);
      return leader;
    };
    const start = async (whole: HandoffSubject): Promise<string | undefined> => {
      const leader = renewed === "nothing" ? undefined : await restart(whole);
      say("the canonical instance starts");
      await awaitInstance(whole, { which: "canonical", since: renewed === "Pod" ? since : undefined }, effects);
      return leader;
    };
    const prove = async (whole: HandoffSubject): Promise<void> => {
      const leader = await start(whole);
      await (lease === undefined
        ? watchOver(whole, "canonical", whole.soakMs, effects)
        : watchLeader(lease, leader ?? (await awaitRenewal(lease, whole, effects)), whole, effects));
    };
    if (canonical.isProven === true) {
      await start(subject);
    } else {
      await withoutExits(subject, renewed === "nothing" ? undefined : old?.instance.containerId, effects, prove);
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
    if (!(await isLeftBehind())) {
      await files.remove(subject.marker);
      return;
    }
    const lease = await leaseOnDisk();
    const second = await leaver(lease, "second");
    if (second?.identity !== undefined) {
      await awaitInstance(subject, { which: "canonical", since: undefined }, effects);
    }
    say("the second instance leaves");
    await removeSecond(subject, files);
    if (second !== undefined) {
      await passOn(lease, second, subject, effects);
    }
    if (lease !== undefined) {
      await awaitRenewal(lease, subject, effects);
    }
    await files.remove(subject.marker);
  };

  return { component, isLeftBehind, begin, replace, end };
}
