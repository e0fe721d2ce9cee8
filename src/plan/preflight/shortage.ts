import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { Finding } from "../../domain/finding.ts";
import { checkOfPath, rejected, warned } from "./findings.ts";
import type { SpaceFact } from "./preflight-facts.ts";

const MEBIBYTE = 2 ** 20;
const NEEDED_INODES = 200;

/** Room that a directory must have, and should have. */
export interface Need {
  readonly path: AbsolutePath;
  readonly leastMebibytes: number;
  readonly wantedMebibytes: number;
}

/** What of the room that a directory needs is not there. */
export function shortage(
  { path, leastMebibytes, wantedMebibytes }: Need,
  { bytes, inodes }: SpaceFact,
): readonly Finding[] {
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
