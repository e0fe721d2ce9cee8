import { killProcess } from "../end-process.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import type { Instance } from "../instances.ts";
import { removeSecond } from "../second-instance.ts";
import { awaitServing } from "./await-serving.ts";
import type { EtcdLayout } from "./etcd-layout.ts";
import { ETCD_TABLE } from "./etcd-table.ts";
import { holdWhenCalm } from "./hold-when-calm.ts";

export interface Returning {
  readonly layout: EtcdLayout;
  readonly second: Instance | undefined;
}

/** The canonical instance, which waits for the data directory, takes it over from the second one. */
export async function giveBack(
  subject: HandoffSubject,
  { canonical, ...returning }: Returning & { readonly canonical: Instance },
  effects: HandoffEffects,
): Promise<void> {
  // The hold comes first: the kubelet ends the second one as soon as its manifest is gone.
  await holdWhenCalm(subject, effects, async (keepHeld) => {
    await endSecond(subject, returning, effects);
    await awaitServing(returning.layout.canonical, canonical.pid, effects, keepHeld);
  });
  await forgetSecond(returning.layout, effects);
}

/** Removes a second instance that serves nobody. Absent is fine. */
export async function dismissSecond(
  subject: HandoffSubject,
  returning: Returning,
  effects: HandoffEffects,
): Promise<void> {
  await endSecond(subject, returning, effects);
  await forgetSecond(returning.layout, effects);
}

/** Connections are cut only after new ones have somewhere to go. */
async function endSecond(subject: HandoffSubject, { second }: Returning, effects: HandoffEffects): Promise<void> {
  await removeSecond(subject, effects.files);
  await effects.packets.stopTranslating(ETCD_TABLE);
  if (second?.pid !== undefined) {
    await killProcess(second.pid, effects);
  }
}

/** An entry that outlived its connection would send the next from the same source port to nobody. */
async function forgetSecond({ canonical, second }: EtcdLayout, { packets }: HandoffEffects): Promise<void> {
  await packets.forget([canonical.clientPort], second.clientPort, "all");
  await packets.forget([canonical.peerPort], second.peerPort, "all");
  await packets.remove(ETCD_TABLE);
}
