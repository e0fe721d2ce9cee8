import type { EtcdView } from "../../status/etcd-view.ts";
import type { DoctorCheck, DoctorFinding, Look } from "../doctor-check.ts";
import { count, looked, lookAt, reasonOf, rejection, untold, warning } from "../doctor-check.ts";
import type { DoctorFacts, EtcdFacts, EtcdMemberFact } from "../doctor-facts.ts";

const MIB = 2 ** 20;
const QUOTA_WARNS = 0.8;
const QUOTA_REJECTS = 0.95;
/** Less is not worth the pause that it costs. */
const DEFRAGMENT_FROM = 100 * MIB;
const DEFRAGMENT_SHARE = 0.5;
/** How far a learner may be behind before it is left behind rather than busy. */
const LEARNER_LAG = 5_000;
const FSYNC_WARNS_MS = 10;
const FSYNC_REJECTS_MS = 100;
const COMMIT_WARNS_MS = 25;

type Answering = Extract<EtcdView, { readonly kind: "answers" }>;

/** Where nothing can be read, etcd may be there as well as not. */
const mayHaveEtcd = ({ etcd, specs }: DoctorFacts): boolean => etcd !== undefined || specs.kind !== "present";

/** etcd: its members, its data, its disk. */
export const ETCD_CHECKS: readonly DoctorCheck[] = [
  {
    name: "etcd-quorum",
    hosts: "node",
    applies: mayHaveEtcd,
    looksAt: "the members of etcd, and how many answer",
    finds:
      "rejects where there is no leader or no majority answers, warns where a member does not, or their number is even",
    remedy: "bring the member back, or remove it",
    look: (facts) =>
      withEtcd(facts, (view, { members }) => lookAt(members, "which members etcd has", (all) => quorumLook(all, view))),
  },
  {
    name: "etcd-learners",
    hosts: "node",
    applies: mayHaveEtcd,
    looksAt: "members that learn, and how far they are behind",
    finds: "warns about a learner that was left behind",
    remedy: "promote it, or remove it",
    look: (facts) => withEtcd(facts, (_view, { members }) => lookAt(members, "which members etcd has", learnersLook)),
  },
  {
    name: "etcd-alarms",
    hosts: "node",
    applies: mayHaveEtcd,
    looksAt: "alarms: NOSPACE, CORRUPT",
    finds: "rejects any",
    remedy: "compact, defragment, then disarm it",
    look: (facts) =>
      withEtcd(facts, ({ alarms }) =>
        looked(
          "none",
          [...new Set(alarms)].map((alarm) =>
            rejection({
              what: `etcd raised the alarm ${alarm}.`,
              why:
                alarm === "NOSPACE"
                  ? "It refuses every write until the alarm is disarmed."
                  : "Members do not hold the same data.",
              fix:
                alarm === "NOSPACE"
                  ? ["etcdctl compact REVISION, etcdctl defrag, etcdctl alarm disarm"]
                  : ["etcdctl endpoint hashkv --cluster", "Restore the member that differs."],
            }),
          ),
        ),
      ),
  },
  {
    name: "etcd-quota",
    hosts: "node",
    applies: mayHaveEtcd,
    looksAt: "the size of the database against its quota",
    finds: "warns from 80 %, rejects from 95 %",
    remedy: "defragment, or raise quota-backend-bytes",
    look: (facts) => withEtcd(facts, ({ dbSize }, { quota }) => quotaLook(dbSize, quota)),
  },
  {
    name: "etcd-defragmentation",
    hosts: "node",
    applies: mayHaveEtcd,
    looksAt: "how much of the database file is not in use",
    finds: "warns where it is more than half of 100 MiB or more",
    remedy: "etcdctl defrag, one member at a time",
    look: (facts) => withEtcd(facts, fragmentationLook),
  },
  {
    name: "etcd-fsync",
    hosts: "node",
    applies: mayHaveEtcd,
    looksAt: "how long the disk takes to keep etcd's log, by etcd's own measure (99th percentile since its start)",
    finds: "warns above 10 ms, rejects above 100 ms",
    remedy: "a faster disk, of etcd's own",
    look: (facts) =>
      whereSeen(facts, ({ fsyncMs }) => latencyLook(fsyncMs, "fsync of its log", FSYNC_WARNS_MS, FSYNC_REJECTS_MS)),
  },
  {
    name: "etcd-commit",
    hosts: "node",
    applies: mayHaveEtcd,
    looksAt: "how long etcd takes to commit to its database (99th percentile since its start)",
    finds: "warns above 25 ms",
    remedy: "a faster disk, of etcd's own",
    look: (facts) =>
      whereSeen(facts, ({ commitMs }) => latencyLook(commitMs, "commit to its database", COMMIT_WARNS_MS, Infinity)),
  },
];

/** Whether etcd runs here at all, its manifest says. */
function whereSeen({ etcd, specs }: DoctorFacts, look: (etcd: EtcdFacts) => Look): Look {
  const reason = specs.kind === "present" ? "its manifest does not say" : reasonOf(specs);
  return etcd === undefined ? looked("", [untold("how etcd is", reason)]) : look(etcd);
}

function withEtcd(facts: DoctorFacts, look: (view: Answering, etcd: EtcdFacts) => Look): Look {
  return whereSeen(facts, (etcd) =>
    etcd.view.kind === "unknown"
      ? looked("", [untold("how etcd's members and data are", etcd.view.reason, ["steadyplane explain etcd"])])
      : look(etcd.view, etcd),
  );
}

function quorumLook(members: readonly EtcdMemberFact[], { leader }: Answering): Look {
  const voters = members.filter(({ isLearner }) => !isLearner);
  const silent = voters.filter(({ raftIndex }) => raftIndex.kind !== "present");
  const answering = voters.length - silent.length;
  const needed = Math.floor(voters.length / 2) + 1;
  const evidence = silent.map(
    ({ name, raftIndex }) => `${name}: ${raftIndex.kind === "unreadable" ? raftIndex.reason : "does not answer"}`,
  );
  const fix = ["Bring the members back that do not answer.", "etcdctl endpoint status --cluster"];
  if (leader === undefined || answering < needed) {
    const what =
      leader === undefined
        ? "etcd has no leader."
        : `Of ${count(voters.length, "member")} of etcd ${answering} answered; ${needed} are needed.`;
    return looked("", [rejection({ what, why: "Nothing can be written, and the API stands still.", evidence, fix })]);
  }
  const found: readonly DoctorFinding[] = [
    ...(silent.length === 0
      ? []
      : [
          warning({
            what: `${count(silent.length, "member")} of etcd did not answer.`,
            why: "The cluster lives with it, as long as no other fails.",
            evidence,
            fix,
          }),
        ]),
    ...(voters.length % 2 === 0
      ? [
          warning({
            what: `etcd has ${voters.length} voting members, an even number.`,
            why: `It stands the loss of no more than ${Math.floor((voters.length - 1) / 2)}, as with one fewer.`,
            fix: ["Add a member, or remove one."],
          }),
        ]
      : []),
  ];
  return looked(`members that answer: ${answering} of ${voters.length}; ${leader} leads`, found);
}

function learnersLook(members: readonly EtcdMemberFact[]): Look {
  const indexOf = ({ raftIndex }: EtcdMemberFact): number => (raftIndex.kind === "present" ? raftIndex.value : 0);
  const newest = Math.max(0, ...members.map(indexOf));
  const learners = members.filter(({ isLearner }) => isLearner);
  const findings = learners
    .filter((member) => newest - indexOf(member) > LEARNER_LAG)
    .map((member) =>
      warning({
        what: `The learner ${member.name} ${member.raftIndex.kind === "present" ? `is ${newest - indexOf(member)} entries behind` : "does not answer"}.`,
        why: "It was to become a member and was left behind; it costs the leader work and counts for nothing.",
        fix: ["etcdctl member promote ID, once it has caught up", "Or etcdctl member remove ID."],
      }),
    );
  return looked(learners.length === 0 ? "no learners" : learners.map(({ name }) => name).join(", "), findings);
}

function quotaLook(dbSize: number, quota: number): Look {
  const share = dbSize / quota;
  const saw = `${(dbSize / MIB).toFixed(0)} of ${(quota / MIB).toFixed(0)} MiB`;
  const explained = {
    what: `etcd's database has taken ${Math.round(share * 100)} % of its quota: ${saw}.`,
    why: "At the quota etcd refuses every write.",
    fix: ["etcdctl defrag, one member at a time", "Set etcd.local.extraArgs quota-backend-bytes, 8 GiB at most."],
  };
  return looked(
    saw,
    share >= QUOTA_REJECTS ? [rejection(explained)] : share >= QUOTA_WARNS ? [warning(explained)] : [],
  );
}

function fragmentationLook({ dbSize, dbSizeInUse }: Answering): Look {
  const free = dbSize - dbSizeInUse;
  const saw = `${(free / MIB).toFixed(0)} of ${(dbSize / MIB).toFixed(0)} MiB are not in use`;
  const due = warning({
    what: `etcd's database is due for defragmentation: ${saw}.`,
    why: "The file never shrinks by itself, and its whole size counts against the quota.",
    fix: ["etcdctl defrag, one member at a time: it does not answer meanwhile"],
  });
  return looked(saw, dbSize >= DEFRAGMENT_FROM && free > dbSize * DEFRAGMENT_SHARE ? [due] : []);
}

/** What was measured is a range: it is rejected where all of it is too long, and warned of where part of it is. */
function latencyLook(seen: EtcdFacts["fsyncMs"], subject: string, warnsMs: number, rejectsMs: number): Look {
  return lookAt(seen, `how long etcd's ${subject} takes`, ({ above, upTo }) => {
    const told = Number.isFinite(upTo) ? `${above} to ${upTo} ms` : `more than ${above} ms`;
    const explained = {
      what: `etcd's ${subject}: the slowest of a hundred takes ${told}.`,
      why: "Every write of the cluster waits for it; when it is too slow, leaders are lost.",
      fix: ["iostat -x 1", "Give etcd a faster disk of its own."],
    };
    return looked(told, above >= rejectsMs ? [rejection(explained)] : upTo > warnsMs ? [warning(explained)] : []);
  });
}
