import type { Finding } from "../../../domain/finding.ts";
import { checkEtcdDataDirectory } from "../../../plan/preflight/check-etcd-data-directory.ts";
import { checkParents } from "../../../plan/preflight/change/check-parents.ts";
import { checkSecretModes } from "../../../plan/preflight/change/check-secret-modes.ts";
import type { SeenStatus } from "../../../plan/preflight/change/change-facts.ts";
import { mountOf } from "../../../plan/preflight/mount-of.ts";
import type { DoctorCheck, DoctorFinding, Look } from "../doctor-check.ts";
import { looked, lookAt, rejection, untold, warning } from "../doctor-check.ts";
import type { DoctorFacts } from "../doctor-facts.ts";
import { asConfigured, asDoctors } from "../from-preflight.ts";

const OTHERS = 0o077;
const REMOTE = /^(?:nfs4?|cifs|smb3|ceph|glusterfs|fuse\.\w+|9p|afs)$/u;

/** Owners and modes of what holds secrets, and etcd's data. */
export const FILE_CHECKS: readonly DoctorCheck[] = [
  {
    name: "directories-trusted",
    hosts: "node",
    looksAt: "owners and modes of every directory that holds certificates, kubeconfigs or manifests, and those above",
    finds: "rejects one that others than root can change, or that is a link",
    remedy: "chown root:root and chmod go-w",
    look: ({ assumed: { cluster, node }, directories }) =>
      statusLook("directories", directories, (parents) => checkParents(cluster, node, { parents })),
  },
  {
    name: "key-modes",
    hosts: "node",
    looksAt: "owners and modes of private keys and of kubeconfigs with one",
    finds: "rejects one that others than root can use",
    remedy: "chown root:root and chmod 600; renew what somebody may have read",
    look: ({ assumed: { cluster, node }, secrets }) =>
      statusLook("files", secrets, (known) => checkSecretModes(cluster, node, { secrets: known })),
  },
  {
    name: "etcd-data-free",
    hosts: "bare",
    needsRoot: true,
    looksAt: "whether etcd's data directory is free for a new member",
    finds: "rejects one that holds something",
    remedy: "move the data away, or choose another directory",
    look: asConfigured(checkEtcdDataDirectory, () => "free"),
  },
  {
    name: "etcd-data-directory",
    hosts: "node",
    applies: ({ specs }) => specs.kind !== "present" || specs.value.cluster.etcd.kind === "local",
    looksAt: "owner, mode and file system of etcd's data directory",
    finds: "rejects one that is missing or no directory, warns about one that others can read or that is on a network",
    remedy: "chmod 700; a local disk",
    look: dataLook,
  },
];

/** What a check finds among the paths whose status is known, and which of them could not be looked at. */
function statusLook(
  noun: string,
  statuses: readonly SeenStatus[],
  check: (known: readonly SeenStatus[]) => readonly Finding[],
): Look {
  const known = statuses.filter(({ status }) => status.kind === "present");
  const unknown = statuses.flatMap(({ path, status }) =>
    status.kind === "unreadable" ? [untold(`who can use ${path}`, status.reason)] : [],
  );
  return looked(`${known.length} ${noun}`, [...check(known).map(asDoctors), ...unknown]);
}

function dataLook({ host, specs }: DoctorFacts): Look {
  return lookAt(specs, "where etcd's data is", ({ cluster }) =>
    directoryLook(cluster.etcd.kind === "local" ? cluster.etcd.dataDir : "", host),
  );
}

function directoryLook(path: string, host: DoctorFacts["host"]): Look {
  const { status } = host.etcdDataDirectory;
  if (status.kind === "absent") {
    return looked("", [
      rejection({
        what: `etcd's data directory ${path} is not there.`,
        why: "At its next start etcd would begin with empty data.",
        fix: ["Bring it back, or restore a snapshot, before anything is restarted."],
      }),
    ]);
  }
  return lookAt(status, `how ${path} is`, ({ type, mode, owner }) => {
    if (type !== "directory") {
      const what = `etcd's data directory ${path} is a ${type}.`;
      return looked("", [
        rejection({ what, why: "Where the data really is must not depend on it.", fix: [`ls -ld ${path}`] }),
      ]);
    }
    const octal = mode.toString(8).padStart(4, "0");
    const found: readonly DoctorFinding[] = [
      ...((mode & OTHERS) === 0
        ? []
        : [
            warning({
              what: `etcd's data directory ${path} can be entered by others (${owner}, mode ${octal}).`,
              why: "Every Secret of the cluster is in it.",
              fix: [`chmod 700 ${path}`],
            }),
          ]),
      ...remoteFindings(path, host),
    ];
    return looked(`${path}, ${owner}, mode ${octal}`, found);
  });
}

function remoteFindings(path: string, { mounts }: DoctorFacts["host"]): readonly DoctorFinding[] {
  const mount = mounts.kind === "present" ? mountOf(path, mounts.value) : undefined;
  if (mount === undefined || !REMOTE.test(mount.fileSystem)) {
    return [];
  }
  return [
    warning({
      what: `etcd's data directory ${path} is on a network file system (${mount.fileSystem}).`,
      why: "etcd writes to it before it answers; when the network stalls, so does the cluster.",
      fix: [`findmnt --target ${path}`, "Move the data to a local disk."],
    }),
  ];
}
