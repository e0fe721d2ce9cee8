import { type AbsolutePath, absolute, below } from "../domain/absolute-path.ts";
import { couldNotRead } from "../errors/apply.ts";
import { noRoomForSnapshot, snapshotFailed } from "../errors/etcd.ts";
import { ToolError } from "../errors/tool-error.ts";
import { ensureParents } from "../apply/ensure-parents.ts";
import type { Clock } from "../ports/clock.ts";
import type { Etcd } from "../ports/etcd.ts";
import type { FileSystem } from "../ports/file-system.ts";

/** Where snapshots of the node's own member are kept. */
export const SNAPSHOTS: AbsolutePath = absolute("/var/lib/steadyplane/snapshots");
const KEPT = 5;
/** The database grows while it is copied, and others write to the same disk. */
const HEADROOM = 1.2;

/**
 * Makes the snapshot of a transaction that changes etcd, unless it is there; older ones than the last five go. The name
 * begins with the time, so that names sort by age. Rejects with NoRoomForSnapshot, SnapshotDamaged, SnapshotFailed.
 */
export async function snapshotBeforeChange(
  etcd: Etcd,
  transactionId: string,
  { files, clock }: { readonly files: FileSystem; readonly clock: Clock },
  signal?: AbortSignal,
): Promise<AbsolutePath> {
  await ensureDirectory(files);
  const made = (await snapshots(files)).find((name) => name.endsWith(`-${transactionId}.db`));
  if (made !== undefined) {
    return below(SNAPSHOTS, made);
  }
  const time = new Date(clock.now()).toISOString().replaceAll(/[-:]|\.\d+/gu, "");
  const path = below(SNAPSHOTS, `${time}-${transactionId}.db`);
  await checkRoom(etcd, files);
  await save(etcd, path, signal);
  await prune(files);
  return path;
}

async function save(etcd: Etcd, path: AbsolutePath, signal: AbortSignal | undefined): Promise<void> {
  try {
    await etcd.snapshot(path, signal);
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof ToolError ? error : snapshotFailed(path, error);
  }
}

async function ensureDirectory(files: FileSystem): Promise<void> {
  await ensureParents(SNAPSHOTS, files);
  if ((await files.status(SNAPSHOTS)).kind === "absent") {
    await files.makeDirectory(SNAPSHOTS, 0o700, "root:root");
  }
}

async function checkRoom(etcd: Etcd, files: FileSystem): Promise<void> {
  const needed = (await etcd.status()).dbSize * HEADROOM;
  const { bytes } = await files.space(SNAPSHOTS);
  if (bytes < needed) {
    throw noRoomForSnapshot(SNAPSHOTS, needed, bytes);
  }
}

async function prune(files: FileSystem): Promise<void> {
  for (const name of (await snapshots(files)).slice(0, -KEPT)) {
    await files.remove(below(SNAPSHOTS, name));
  }
}

/** Names of snapshots made here, oldest first. Others' files are left alone. */
async function snapshots(files: FileSystem): Promise<readonly string[]> {
  const names = await files.list(SNAPSHOTS);
  if (names.kind !== "present") {
    throw couldNotRead(SNAPSHOTS, names.kind === "absent" ? "ENOENT" : names.reason);
  }
  return names.value.filter((name) => /^\d{8}T\d{6}Z-\w+\.db$/u.test(name));
}
