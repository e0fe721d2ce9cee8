import { awaitInstance } from "../await-instance.ts";
import type { Handoff } from "../handoff.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import { isLeftBehind } from "../is-left-behind.ts";
import { awaitHolder, PATIENT_NOBODY_MS } from "./await-holder.ts";
import { checkEtcd } from "./check-etcd.ts";
import { readEtcdLayout } from "./etcd-layout.ts";
import { ETCD_TABLE } from "./etcd-table.ts";
import { giveBack } from "./give-back.ts";
import { replaceEtcd } from "./replace-etcd.ts";
import { startSecond } from "./start-second.ts";

/**
 * Hands etcd over by the lock of its data directory: the second instance listens on other ports and waits for the lock
 * until the canonical one ends, and then the new canonical one waits for it in turn. Two can never write at once.
 * Requests to the API server are held back for the moment in which the lock changes hands.
 */
export function etcdHandoff(subject: HandoffSubject, effects: HandoffEffects): Handoff {
  const { component } = subject;
  const { packets, files } = effects;

  const begin = async (): Promise<void> => {
    const layout = await readEtcdLayout(subject, effects);
    if ((await awaitHolder(subject, layout, effects, PATIENT_NOBODY_MS)) === "second") {
      // A run was killed after it had begun.
      return;
    }
    // Of such a run, too: as long as the second one only waits, connections are lost there, ours among them.
    await packets.stopTranslating(ETCD_TABLE);
    await checkEtcd(subject, layout.canonical.clientPort, effects);
    await startSecond(subject, effects);
  };

  const end = async (): Promise<void> => {
    if (!(await isLeftBehind(subject, ETCD_TABLE, effects))) {
      await files.remove(subject.marker);
      return;
    }
    await giveBack(subject, effects);
    await awaitInstance(subject, { which: "canonical", since: undefined }, effects);
    await packets.release(ETCD_TABLE);
    await files.remove(subject.marker);
  };

  return {
    component,
    isLeftBehind: async () => isLeftBehind(subject, ETCD_TABLE, effects),
    begin,
    replace: async (canonical) => replaceEtcd(subject, canonical, effects),
    end,
  };
}
