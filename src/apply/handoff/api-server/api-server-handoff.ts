import type { Canonical, Handoff } from "../handoff.ts";
import { awaitInstance } from "../await-instance.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import { isLeftBehind } from "../is-left-behind.ts";
import { runningInstances } from "../instances.ts";
import { placeManifest } from "../place-manifest.ts";
import { podHash } from "../pod-sandboxes.ts";
import { placeSecond, removeSecond } from "../second-instance.ts";
import { startAtOnce } from "../start-at-once.ts";
import { watchOver } from "../watch-over.ts";
import { drain, settledPeers } from "./drain.ts";
import { keepEndpoints, releaseEndpoints } from "./keep-endpoints.ts";
import { reopen, retire } from "./retire.ts";
import { apiServerTranslations } from "./translations.ts";

const TABLE = "kube-apiserver";
const GRACE_SECONDS = 30;
const READY_BEFORE_RETURN_MS = 1_000;

/**
 * Hands the API over: a second server with the new configuration on another port is proven, new connections are sent to
 * it, and the canonical one leaves when its own are served; then the same way back.
 */
export function apiServerHandoff(subject: HandoffSubject, effects: HandoffEffects): Handoff {
  const { component, apiServerPort, ports, transactionId, nodeName } = subject;
  const { packets, clock, files, runtime, reporter } = effects;
  const podName = `${component}-${nodeName}`;
  const say = (detail: string): void => reporter.notify({ kind: "stage-detail", stage: component, detail });

  /** New connections go where `redirect` sends them; those that are there are served to their end. */
  const moveTraffic = async (from: number, redirect: () => Promise<void>): Promise<void> => {
    const settled = await settledPeers(from, effects);
    await redirect();
    await drain(from, settled, effects);
    await packets.forget(from, "dying");
  };

  const begin = async (): Promise<void> => {
    const since = clock.now();
    await placeSecond(subject, files);
    say("the second instance starts");
    await awaitInstance(subject, { which: "second", since }, effects);
    say("new connections go to the second instance");
    await moveTraffic(apiServerPort, async () => packets.translate(TABLE, apiServerTranslations(subject)));
    await watchOver(subject, "second", subject.soakMs, effects);
  };

  const retireCanonical = async (canonical: Canonical, stop: () => Promise<void>): Promise<void> => {
    const [old] = (await runningInstances(subject, runtime)).canonical;
    const oldHash = await podHash(podName, runtime);
    // Through the soak time connections have ended, and what is remembered of them may have led others here.
    await packets.forget(apiServerPort, "dying");
    await drain(apiServerPort, await settledPeers(apiServerPort, effects), effects);
    say("the canonical instance leaves, requests go to the second");
    await keepEndpoints(subject, effects);
    await retire(
      subject,
      {
        port: apiServerPort,
        pid: old?.pid,
        leave: stop,
        whenSilent: canonical.placeInputs,
        whenGone: async () => packets.refuseStrays(TABLE),
      },
      effects,
    );
    await startAtOnce(podName, oldHash, effects, subject.signal);
  };

  const replace = async (canonical: Canonical): Promise<void> => {
    const since = clock.now();
    const current = await files.readText(subject.manifest.path);
    const isPlaced = current.kind === "present" && current.value === canonical.text;
    if (!isPlaced) {
      await retireCanonical(
        canonical,
        async () => void (await placeManifest({ manifest: subject.manifest, transactionId }, canonical.text, effects)),
      );
    } else if (!(await canonical.areInputsPlaced())) {
      await retireCanonical(canonical, stopContainer);
    }
    say("the canonical instance starts, requests go to the second");
    await awaitInstance(subject, { which: "canonical", since: isPlaced ? undefined : since }, effects);
    await reopen(effects);
    await releaseEndpoints(subject, effects);
  };

  // The same manifest again restarts nothing; the kubelet starts an ended container again in the same Pod.
  const stopContainer = async (): Promise<void> => {
    const [old] = (await runningInstances(subject, runtime)).canonical;
    if (old !== undefined) {
      // It is ended by its pid as soon as it serves nobody, long before the grace period is over.
      void runtime.stopContainer(old.containerId, GRACE_SECONDS).catch(() => undefined);
    }
  };

  const end = async (): Promise<void> => {
    if (!(await isLeftBehind(subject, TABLE, effects))) {
      await files.remove(subject.marker);
      return;
    }
    await awaitInstance(subject, { which: "canonical", since: undefined }, effects);
    if ((await packets.tables()).some(({ name }) => name === TABLE)) {
      await clock.sleep(READY_BEFORE_RETURN_MS);
      say("new connections go to the canonical instance again");
      await moveTraffic(ports.apiServer, async () => packets.stopTranslating(TABLE));
    }
    const [second] = (await runningInstances(subject, runtime)).second;
    say("the second instance leaves");
    await retire(
      subject,
      {
        port: ports.apiServer,
        pid: second?.pid,
        leave: async () => removeSecond(subject, files),
        whenSilent: async () => undefined,
        whenGone: async () => undefined,
      },
      effects,
    );
    await packets.remove(TABLE);
    await reopen(effects);
    await releaseEndpoints(subject, effects);
    await files.remove(subject.marker);
  };

  return {
    component,
    isLeftBehind: async () => isLeftBehind(subject, TABLE, effects),
    begin,
    replace,
    end,
  };
}
