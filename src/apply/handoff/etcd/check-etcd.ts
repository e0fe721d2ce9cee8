import { etcdNotReached, etcdNotWell } from "../../../errors/etcd.ts";
import { ToolError } from "../../../errors/tool-error.ts";
import { etcdFaults } from "../../../etcd/etcd-faults.ts";
import { snapshotBeforeChange } from "../../../etcd/snapshot-before-change.ts";
import type { Etcd } from "../../../ports/etcd.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import { withEtcd } from "../with-etcd.ts";

/**
 * What has to hold before etcd is changed: the cluster is well, and there is a snapshot of it. Rejects with
 * EtcdNotReached, EtcdNotWell, NoRoomForSnapshot, SnapshotDamaged, SnapshotFailed.
 */
export async function checkEtcd(subject: HandoffSubject, port: number, effects: HandoffEffects): Promise<void> {
  const { reporter } = effects;
  const say = (detail: string): void => reporter.notify({ kind: "stage-detail", stage: subject.component, detail });
  await withEtcd(port, effects, async (etcd) => {
    const members = await checkWell(etcd);
    if (members > 1) {
      const text = `etcd: while the member on ${subject.hostname} is changed, the loss of another one can stop the cluster (${members} members)`;
      reporter.notify({ kind: "warning", text });
    }
    say("a snapshot is made");
    await snapshotBeforeChange(etcd, subject.transactionId, effects, subject.signal);
  });
}

/** How many members there are. */
async function checkWell(etcd: Etcd): Promise<number> {
  try {
    const [status, members, alarms] = await Promise.all([etcd.status(), etcd.members(), etcd.alarms()]);
    const faults = etcdFaults(status, members, alarms);
    if (faults.length > 0) {
      throw etcdNotWell(faults);
    }
    return members.length;
  } catch (error) {
    throw error instanceof ToolError ? error : etcdNotReached(error);
  }
}
