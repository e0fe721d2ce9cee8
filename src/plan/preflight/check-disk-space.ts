import type { ClusterSpec } from "../../domain/cluster-spec.ts";
import type { Finding } from "../../domain/finding.ts";
import { type AbsolutePath, absolute } from "../../domain/absolute-path.ts";
import type { Check } from "./check.ts";
import { checkOfPath, notTold, rejected, warned } from "./findings.ts";
import type { SpaceFact } from "./preflight-facts.ts";

const MEBIBYTE = 2 ** 20;
const NEEDED_INODES = 200;

interface Need {
  readonly path: AbsolutePath;
  readonly leastMebibytes: number;
  readonly wantedMebibytes: number;
}

/** The directories that a control plane writes to, with the least that it can begin with and what it should have. */
export function spaceNeeds({ etcd }: ClusterSpec): readonly Need[] {
  return [
    { path: absolute("/etc/kubernetes"), leastMebibytes: 16, wantedMebibytes: 16 },
    { path: absolute("/var/lib/kubelet"), leastMebibytes: 64, wantedMebibytes: 512 },
    // etcd allocates two log segments of 64 MiB at once, and its database may grow to 2 GiB.
    ...(etcd.kind === "local" ? [{ path: etcd.dataDir, leastMebibytes: 256, wantedMebibytes: 2048 }] : []),
  ];
}

/** Room and inodes where the control plane writes. */
export const checkDiskSpace: Check = (cluster, _node, { space }) =>
  spaceNeeds(cluster).flatMap((need): readonly Finding[] => {
    const free = space.find(({ path }) => path === need.path)?.free ?? { kind: "absent" };
    return free.kind === "present"
      ? shortage(need, free.value)
      : [notTold(checkOfPath("DiskSpace", need.path), `the room in ${need.path}`, free, [`df -h ${need.path}`])];
  });

function shortage({ path, leastMebibytes, wantedMebibytes }: Need, { bytes, inodes }: SpaceFact): readonly Finding[] {
  const check = checkOfPath("DiskSpace", path);
  const mebibytes = Math.floor(bytes / MEBIBYTE);
  const few: readonly Finding[] =
    inodes !== undefined && inodes < NEEDED_INODES
      ? [
          rejected(check, {
            what: `The file system of ${path} has ${inodes} inodes left; ${NEEDED_INODES} are needed.`,
            why: "New files could not be made, although there may be room.",
            fix: [`df -i ${path}`, "Remove files that are not needed."],
          }),
        ]
      : [];
  const explained = (needed: number) => ({
    what: `The file system of ${path} has ${mebibytes} MiB left; ${needed} MiB are needed.`,
    why: "A full disk stops etcd and the kubelet.",
    fix: [`df -h ${path}`, "Make room, or give the directory a file system of its own."],
  });
  if (mebibytes < leastMebibytes) {
    return [...few, rejected(check, explained(leastMebibytes))];
  }
  return mebibytes < wantedMebibytes ? [...few, warned(check, explained(wantedMebibytes))] : few;
}
