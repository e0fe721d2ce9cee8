import type { EtcdAlarm, EtcdMember, EtcdStatus } from "../ports/etcd.ts";

/** Why no member of this cluster may be changed now, one fragment each; empty where nothing speaks against it. */
export function etcdFaults(
  { leaderId, isLearner, errors }: EtcdStatus,
  members: readonly EtcdMember[],
  alarms: readonly EtcdAlarm[],
): readonly string[] {
  const learners = members.filter((member) => member.isLearner);
  // A started member has told its name.
  const unstarted = members.filter(({ name, isLearner: learns }) => name === "" && !learns);
  const raised = alarms.map(({ memberId, kind }) => `alarm ${kind} on ${nameOf(memberId, members)}`);
  // What etcd calls an error of the alarms or of the quorum is told in those words already.
  const others = errors.filter((error) => !/NOSPACE|CORRUPT|no leader/u.test(error));
  return [
    ...(leaderId === "0" ? ["it has no leader, so no quorum"] : []),
    ...(isLearner ? ["the member on this host is a learner"] : []),
    ...learners.map(({ id, name }) => `a learner was left behind (${name === "" ? id : name})`),
    ...unstarted.map(({ id, peerUrls }) => `member ${id} (${peerUrls.join(", ")}) never started`),
    ...raised,
    ...others,
  ];
}

function nameOf(id: string, members: readonly EtcdMember[]): string {
  return members.find((member) => member.id === id)?.name ?? id;
}
