import type { PodFault } from "./diagnose.ts";
import { ToolError } from "./tool-error.ts";

/** etcd has reached its quota and takes no writes. `quota` is its flag's value in bytes; undefined where it has none. */
export function etcdOutOfSpace(fault: PodFault, quota: string | undefined): ToolError {
  const size = quota === undefined ? "its quota, by default 2 GiB" : `its quota of ${quota} bytes`;
  return new ToolError(
    "EtcdOutOfSpace",
    "failed",
    {
      what: `etcd's data has reached ${size}, and it refuses every write (alarm NOSPACE).`,
      why: "Nothing in the cluster can be changed, and Leases run out. It stays so until somebody makes room and disarms the alarm. What was written stays in place.",
      fix: [
        "etcdctl compact REVISION, then etcdctl defrag, then etcdctl alarm disarm",
        "Raise quota-backend-bytes in etcd's extraArgs, and run steadyplane apply.",
      ],
    },
    { evidence: fault.evidence },
  );
}

/** Not enough members of etcd answer. */
export function etcdWithoutQuorum(fault: PodFault): ToolError {
  return new ToolError(
    "EtcdWithoutQuorum",
    "failed",
    {
      what: "etcd runs and finds no leader: less than half of its members answer.",
      why: "Without a majority etcd serves nobody, so no API server works. Nothing was changed; the data is on the disk.",
      fix: [
        "steadyplane logs etcd, for the members that do not answer",
        "Start the other members, or bring their network back.",
        "Where they are lost for good, restore from a snapshot.",
      ],
    },
    { evidence: fault.evidence },
  );
}
