import type { ElectedLease } from "../../../diagnose/elected-lease.ts";
import { awaitInstance } from "../await-instance.ts";
import type { Canonical } from "../handoff.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import { placeManifest } from "../place-manifest.ts";
import { podSandboxes } from "../pod-sandboxes.ts";
import { startAtOnce } from "../start-at-once.ts";
import { leaverOf } from "./leaver-of.ts";
import { type Leaver, passOn } from "./pass-on.ts";

const GRACE_SECONDS = 30;

/** A canonical instance that the kubelet has a reason to start anew. */
export interface Renewal {
  /** Of its last manifest: the kubelet's hash, where the whole Pod is replaced. */
  readonly podHash: string | undefined;
  /** The last instance, where one ran. */
  readonly old: Leaver | undefined;
  /** Milliseconds since 1970, before anything was written. */
  readonly since: number;
  readonly what: "Pod" | "container" | "nothing";
}

/** Puts the manifest in place, and what it needs. Resolves with what will end because of it. Rejects with WriteFailed. */
export async function renewCanonical(
  lease: ElectedLease | undefined,
  canonical: Canonical,
  subject: HandoffSubject,
  effects: HandoffEffects,
): Promise<Renewal> {
  const since = effects.clock.now();
  const pods = await podSandboxes(podNameOf(subject), effects.runtime);
  const old = await leaverOf("canonical", lease, subject, effects);
  const areInputsNew = !(await canonical.areInputsPlaced());
  // Before the manifest, so that the new instance never starts with the old ones, whatever happens in between.
  await canonical.placeInputs();
  if (await placeManifest(subject, canonical.text, effects)) {
    // The Pod may be there without a running instance, in a crash loop.
    return { what: "Pod", old, since, podHash: pods.find(({ isReady }) => isReady)?.hash };
  }
  return { what: areInputsNew ? "container" : "nothing", old, since, podHash: undefined };
}

/**
 * Waits until the old instance is gone, another one leads, and the new instance is healthy. Resolves with the identity of
 * the new leader, where the old one led and is known. Rejects with the cause.
 */
export async function restartCanonical(
  lease: ElectedLease | undefined,
  { what, old, since, podHash }: Renewal,
  subject: HandoffSubject,
  effects: HandoffEffects,
): Promise<string | undefined> {
  const { component: stage, signal } = subject;
  const { reporter, runtime } = effects;
  reporter.notify({ kind: "stage-detail", stage, detail: "the canonical instance starts anew" });
  const [leader] = await Promise.all([
    what === "nothing" || old === undefined ? undefined : passOn(lease, old, subject, effects),
    what === "Pod" ? startAtOnce(podNameOf(subject), podHash, effects, signal) : undefined,
    what === "container" && old !== undefined
      ? runtime.stopContainer(old.instance.containerId, GRACE_SECONDS)
      : undefined,
  ]);
  await awaitInstance(subject, { which: "canonical", since: what === "Pod" ? since : undefined }, effects);
  return leader;
}

function podNameOf({ component, nodeName }: HandoffSubject): string {
  return `${component}-${nodeName}`;
}
