import type { ClusterSpec } from "../../domain/cluster-spec.ts";
import type { Finding } from "../../domain/finding.ts";
import { absolute } from "../../domain/absolute-path.ts";
import type { Check } from "./check.ts";
import { checkOfPath, notTold } from "./findings.ts";
import { type Need, shortage } from "./shortage.ts";

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
