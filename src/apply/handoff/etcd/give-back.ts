import { killProcess } from "../end-process.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import { type Instance, runningInstances } from "../instances.ts";
import { removeSecond } from "../second-instance.ts";
import { awaitServing } from "./await-serving.ts";
import { awaitWaiting } from "./await-waiting.ts";
import { type EtcdLayout, readEtcdLayout } from "./etcd-layout.ts";
import { ETCD_TABLE } from "./etcd-table.ts";
import { holdWhenCalm } from "./hold-when-calm.ts";
import { isServing } from "./is-serving.ts";

/**
 * Removes the second instance with its traces. Where it has the data, the canonical one takes that over, as soon as it
 * waits for it. Absent is fine. Rejects where the canonical instance cannot take over.
 */
export async function giveBack(subject: HandoffSubject, effects: HandoffEffects): Promise<void> {
  const { component } = subject;
  const layout = await readEtcdLayout(subject, effects);
  const [second] = (await runningInstances(subject, effects.runtime)).second;
  if (second !== undefined && (await isServing(layout.second, effects))) {
    const expected = { which: "canonical", since: undefined, port: layout.canonical.clientPort } as const;
    const canonical = await awaitWaiting(subject, { ...expected, isMeant: () => true }, effects);
    const detail = "the canonical instance takes the data directory over";
    effects.reporter.notify({ kind: "stage-detail", stage: component, detail });
    // The hold comes first: the kubelet ends the second one as soon as its manifest is gone.
    await holdWhenCalm(subject, effects, async (keepHeld) => {
      await endSecond(subject, second, effects);
      await awaitServing(layout.canonical, canonical.pid, effects, keepHeld);
    });
  } else {
    await endSecond(subject, second, effects);
  }
  await forgetSecond(layout, effects);
}

/** Connections are cut only after new ones have somewhere to go. */
async function endSecond(
  subject: HandoffSubject,
  second: Instance | undefined,
  effects: HandoffEffects,
): Promise<void> {
  await removeSecond(subject, effects.files);
  await effects.packets.stopTranslating(ETCD_TABLE);
  if (second?.pid !== undefined) {
    await killProcess(second.pid, effects);
  }
}

/** An entry that outlived its connection would send the next from the same source port to nobody. */
async function forgetSecond({ second }: EtcdLayout, { packets }: HandoffEffects): Promise<void> {
  await packets.forget(second.clientPort, "all");
  await packets.forget(second.peerPort, "all");
  await packets.remove(ETCD_TABLE);
}
