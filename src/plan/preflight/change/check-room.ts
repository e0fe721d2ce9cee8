import type { Finding } from "../../../domain/finding.ts";
import { checkOfPath, notTold } from "../findings.ts";
import { shortage } from "../shortage.ts";
import type { ChangeCheck } from "./change-facts.ts";
import { roomNeeds } from "./room-needs.ts";

/** Room and inodes on every file system that is written to. */
export const checkRoom: ChangeCheck = (cluster, _node, { request, mounts, space }) =>
  roomNeeds(request, cluster, mounts).flatMap((need): readonly Finding[] => {
    const free = space.find(({ path }) => path === need.path)?.free ?? { kind: "absent" };
    return free.kind === "present"
      ? shortage(need, free.value)
      : [notTold(checkOfPath("DiskSpace", need.path), `the room in ${need.path}`, free, [`df -h ${need.path}`])];
  });
