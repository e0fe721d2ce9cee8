import { type AbsolutePath, absolute, parentOf } from "../../../domain/absolute-path.ts";
import type { ClusterSpec } from "../../../domain/cluster-spec.ts";
import { mountOf } from "../mount-of.ts";
import type { MountFact, Seen } from "../preflight-facts.ts";
import type { Need } from "../shortage.ts";
import type { ChangeRequest } from "./change-facts.ts";

const MEBIBYTE = 2 ** 20;
const FILES_MEBIBYTES = 16;
/** A log segment of etcd, which it allocates at once. */
const SEGMENT_MEBIBYTES = 64;
const STATE = absolute("/var/lib/steadyplane");

/** The room that a change needs: once for each file system, where that can be told, at the first directory there. */
export function roomNeeds(
  request: ChangeRequest,
  { etcd }: ClusterSpec,
  mounts: Seen<readonly MountFact[]>,
): readonly Need[] {
  const written = new Set([STATE, ...request.writes.map(parentOf)]);
  const all = [
    ...[...written].toSorted().map((path) => needOf(path, path === STATE ? snapshotMebibytes(request) : 0)),
    ...(etcd.kind === "local" && request.targets.has("etcd") ? [needOf(etcd.dataDir, SEGMENT_MEBIBYTES)] : []),
  ];
  const places = new Map<string, Need>();
  for (const need of all) {
    const place = mounts.kind === "present" ? (mountOf(need.path, mounts.value)?.path ?? "/") : need.path;
    const known = places.get(place);
    places.set(
      place,
      known === undefined
        ? need
        : needOf(known.path, known.leastMebibytes - FILES_MEBIBYTES + need.leastMebibytes - FILES_MEBIBYTES),
    );
  }
  return [...places.values()];
}

function needOf(path: AbsolutePath, extraMebibytes: number): Need {
  const mebibytes = FILES_MEBIBYTES + extraMebibytes;
  return { path, leastMebibytes: mebibytes, wantedMebibytes: mebibytes };
}

function snapshotMebibytes({ snapshotBytes }: ChangeRequest): number {
  return Math.ceil(snapshotBytes / MEBIBYTE);
}
