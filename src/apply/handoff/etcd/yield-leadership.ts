import { etcdNotReached } from "../../../errors/etcd.ts";
import type { Etcd, EtcdMember, EtcdStatus } from "../../../ports/etcd.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import { withEtcd } from "../with-etcd.ts";

/**
 * Lets another voter lead before this member goes away for a moment: that costs a round trip, an election seconds.
 * Rejects with EtcdNotReached.
 */
export async function yieldLeadership(
  { component }: HandoffSubject,
  port: number,
  effects: HandoffEffects,
): Promise<void> {
  await withEtcd(port, effects, async (etcd) => {
    const [{ memberId, leaderId }, members] = await ask(etcd);
    const others = members.filter(({ id, isLearner }) => id !== memberId && !isLearner);
    if (leaderId !== memberId || others.length === 0) {
      return;
    }
    for (const { id, name } of others) {
      try {
        await etcd.moveLeader(id);
        effects.reporter.notify({ kind: "stage-detail", stage: component, detail: `${name} leads now` });
        return;
      } catch {
        // It may be away; the next one is asked.
      }
    }
    const text = "etcd: no other member took the leadership, so that one has to be elected";
    effects.reporter.notify({ kind: "warning", text });
  });
}

async function ask(etcd: Etcd): Promise<readonly [EtcdStatus, readonly EtcdMember[]]> {
  try {
    return await Promise.all([etcd.status(), etcd.members()]);
  } catch (error) {
    throw etcdNotReached(error);
  }
}
