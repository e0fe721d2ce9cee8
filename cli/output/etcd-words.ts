import type { EtcdView } from "../../src/diagnose/status/etcd-view.ts";

const MIB = 2 ** 20;

/** etcd on one line: who leads, of how many members, how large its data is, its alarms. */
export function etcdWords(etcd: EtcdView): string {
  if (etcd.kind === "unknown") {
    return `could not tell: ${etcd.reason}`;
  }
  const { version, isLeader, leader, members, dbSize, dbSizeInUse, alarms } = etcd;
  const learners = members.filter(({ isLearner }) => isLearner).length;
  const count = members.length === 1 ? "1 member" : `${members.length} members`;
  return [
    version,
    isLeader ? "leads" : leader === undefined ? "no leader" : `${leader} leads`,
    learners === 0 ? count : `${count}, ${learners} of them learning`,
    `${(dbSize / MIB).toFixed(1)} MiB of data, ${(dbSizeInUse / MIB).toFixed(1)} in use`,
    alarms.length === 0 ? "no alarms" : `ALARM ${alarms.join(", ")}`,
  ].join(", ");
}
