import { etcdOutOfSpace } from "../../errors/diagnose-etcd.ts";
import { componentNamed, faultOf } from "../cause.ts";
import type { Cause, CauseFinder } from "../cause.ts";
import { logEvidence } from "../evidence.ts";
import { flagValue } from "../flags.ts";
import { parseEtcdLog } from "../parse-etcd-log.ts";
import type { ComponentSymptoms } from "../snapshot/snapshot.ts";

const REFUSED = "mvcc: database space exceeded";

/** etcd's data has reached its quota: it serves reads, and refuses every write. It says so itself, or whoever writes does. */
export const findEtcdSpace: CauseFinder = (snapshot) => {
  const etcd = componentNamed(snapshot, "etcd");
  if (etcd?.pod.running === undefined) {
    return undefined;
  }
  const alarm = etcd.runLog.findLast((line) => parseEtcdLog([line]).some(isAlarm));
  const refused = snapshot.components
    .flatMap(({ runLog, pod, exitLog }) => (pod.running === undefined ? exitLog : runLog))
    .findLast((line) => line.includes(REFUSED));
  const line = alarm ?? refused;
  if (etcd.alarms.includes("NOSPACE")) {
    return named(etcd, line === undefined ? ["GET /health: ALARM NOSPACE"] : [line]);
  }
  // Raised, and disarmed since.
  return line === undefined || etcd.runLog.slice(etcd.runLog.indexOf(line) + 1).some(isDisarmed)
    ? undefined
    : named(etcd, [line]);
};

function named(etcd: ComponentSymptoms, lines: readonly string[]): Cause {
  const fault = { ...faultOf(etcd), evidence: logEvidence(lines) };
  return { stage: "etcd", error: etcdOutOfSpace(fault, flagValue(etcd.expected.command, "quota-backend-bytes")) };
}

function isAlarm({ msg, fields }: ReturnType<typeof parseEtcdLog>[number]): boolean {
  return msg === "alarm raised" && fields["alarm"] === "NOSPACE";
}

function isDisarmed(line: string): boolean {
  return parseEtcdLog([line]).some(({ msg, fields }) => msg === "alarm disarmed" && fields["alarm"] === "NOSPACE");
}
