import { awaitInstance } from "../await-instance.ts";
import { killProcess } from "../end-process.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import type { Instance } from "../instances.ts";
import { awaitServing } from "./await-serving.ts";
import { checkRedirect } from "./check-redirect.ts";
import { endInstance } from "./end-instance.ts";
import type { EtcdLayout } from "./etcd-layout.ts";
import { ETCD_TABLE } from "./etcd-table.ts";
import { holdWhenCalm } from "./hold-when-calm.ts";
import type { KeepHeld } from "./with-traffic-held.ts";

export interface Leaving {
  readonly layout: EtcdLayout;
  readonly old: Instance | undefined;
  readonly second: Instance;
  /** Gives the kubelet the new manifest. False where it has it already. */
  readonly place: () => Promise<boolean>;
  /** Gives it the old one again. */
  readonly placeBack: () => Promise<void>;
  /** Once no process of the canonical instance is left. */
  readonly whenGone: () => Promise<void>;
}

/**
 * The second instance, which waits for the data directory, takes it over from the canonical one. Where that fails before
 * the old one has ended, all is as before. Rejects with EtcdNotRedirected, EtcdNotStopped, or why the second does not serve.
 */
export async function takeOver(subject: HandoffSubject, leaving: Leaving, effects: HandoffEffects): Promise<void> {
  const { packets } = effects;
  const { layout, second } = leaving;
  let isGone = false;
  let serves = false;
  try {
    await packets.translate(ETCD_TABLE, layout.translations);
    await checkRedirect(layout, effects);
    await holdWhenCalm(subject, effects, async (keepHeld) => {
      await endOld(leaving, effects, keepHeld);
      isGone = true;
      [serves] = await Promise.all([awaitServing(layout.second, second.pid, effects, keepHeld), leaving.whenGone()]);
    });
  } catch (error) {
    if (!isGone) {
      await packets.remove(ETCD_TABLE);
      await leaving.placeBack();
    }
    throw error;
  }
  await forgetOld(layout, effects);
  if (!serves) {
    await awaitInstance(subject, { which: "second", since: undefined }, effects);
  }
}

async function endOld({ layout, old, place }: Leaving, effects: HandoffEffects, keepHeld: KeepHeld): Promise<void> {
  const isStopping = await place();
  if (old?.pid === undefined) {
    return;
  }
  await (isStopping ? endInstance(old.pid, layout.canonical, effects, keepHeld) : killProcess(old.pid, effects));
}

/** An entry that outlived its connection would send the next from the same source port past the redirect. */
async function forgetOld({ canonical }: EtcdLayout, { packets }: HandoffEffects): Promise<void> {
  for (const port of [canonical.clientPort, canonical.peerPort]) {
    await packets.forget(port, "all");
  }
}
