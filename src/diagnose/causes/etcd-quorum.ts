import { etcdWithoutQuorum } from "../../errors/diagnose-etcd.ts";
import { componentNamed, faultOf } from "../cause.ts";
import type { CauseFinder } from "../cause.ts";
import { logEvidence } from "../evidence.ts";
import { parseEtcdLog } from "../parse-etcd-log.ts";
import { allPass } from "../snapshot/probe-components.ts";

const SETTLED_MS = 10_000;
const ELECTIONS = 3;

/** etcd runs, asks again and again to be elected, and not enough others answer: no member can serve. */
export const findEtcdQuorum: CauseFinder = (snapshot) => {
  const etcd = componentNamed(snapshot, "etcd");
  const running = etcd?.pod.running;
  if (etcd === undefined || running === undefined || allPass(etcd.probes)) {
    return undefined;
  }
  const lines = parseEtcdLog(etcd.runLog);
  const elected = lines.findLastIndex(({ msg }) => /elected leader|became leader/u.test(msg));
  const elections = lines.slice(elected + 1).filter(({ msg }) => /is starting a new election at term/u.test(msg));
  const last = elections.at(-1);
  if (last === undefined || elections.length < ELECTIONS || snapshot.at - running.startedAt < SETTLED_MS) {
    return undefined;
  }
  const evidence = logEvidence([`${elections.length} elections without a leader; the last: ${last.msg}`]);
  return { stage: "etcd", error: etcdWithoutQuorum({ ...faultOf(etcd), evidence }) };
};
