import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { open, rename, unlink } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import type { ClientReadableStream, ServiceError } from "@grpc/grpc-js";
import { type AbsolutePath, absolute, parentOf } from "../domain/absolute-path.ts";
import { snapshotDamaged } from "../errors/etcd.ts";
import type { SnapshotView } from "../ports/etcd.ts";
import type { EtcdClient } from "./etcd-client.ts";
import type { EtcdSnapshotPart } from "./etcd-messages.ts";
import { withOpenFile } from "./with-open-file.ts";

const { O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_RDONLY, O_WRONLY } = constants;
const LIMIT_MS = 600_000;
const DIGEST_BYTES = 32;

/**
 * Streams the member's database to `PATH.part`, and gives it its name when it is whole, verified and on the disk.
 * Rejects with SnapshotDamaged, EtcdUnavailable or the system's error; nothing is left of it then.
 */
export async function saveSnapshot(
  client: EtcdClient,
  path: AbsolutePath,
  signal: AbortSignal | undefined,
): Promise<SnapshotView> {
  signal?.throwIfAborted();
  const part = absolute(`${path}.part`);
  // Of a run that was killed.
  await unlink(part).catch(() => undefined);
  const file = await open(part, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, 0o600);
  try {
    const copy = await receive(client, file, path, signal);
    await file.sync();
    await file.close();
    await rename(part, path);
    await withOpenFile(parentOf(path), O_RDONLY | O_DIRECTORY, (directory) => directory.sync());
    return { path, ...copy };
  } catch (error) {
    await file.close().catch(() => undefined);
    await unlink(part).catch(() => undefined);
    throw error;
  }
}

async function receive(client: EtcdClient, file: FileHandle, path: AbsolutePath, signal: AbortSignal | undefined) {
  const stream = client.snapshot(LIMIT_MS);
  const cancel = () => stream.cancel();
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    return await write(stream, file, path);
  } catch (error) {
    signal?.throwIfAborted();
    throw isServiceError(error) ? client.explain(error, "Snapshot") : error;
  } finally {
    signal?.removeEventListener("abort", cancel);
    stream.cancel();
  }
}

/** Writes all that comes. The last 32 bytes are the digest of what came before them. */
async function write(stream: ClientReadableStream<EtcdSnapshotPart>, file: FileHandle, path: AbsolutePath) {
  const hash = createHash("sha256");
  let announced: number | undefined;
  let received = 0;
  let tail = Buffer.alloc(0);
  for await (const { blob, remaining_bytes } of stream as AsyncIterable<EtcdSnapshotPart>) {
    announced ??= blob.length + Number(remaining_bytes);
    received += blob.length;
    await file.writeFile(blob);
    const seen = Buffer.concat([tail, blob]);
    const end = Math.max(0, seen.length - DIGEST_BYTES);
    hash.update(seen.subarray(0, end));
    tail = seen.subarray(end);
  }
  const size = received - DIGEST_BYTES;
  const sha256 = hash.digest("hex");
  if (announced === undefined || size !== announced) {
    throw snapshotDamaged(path, `${Math.max(0, size)} of ${announced ?? 0} bytes came`);
  }
  if (tail.toString("hex") !== sha256) {
    throw snapshotDamaged(path, "its digest is not that of its content");
  }
  return { size: received, sha256 };
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && "code" in error && typeof error.code === "number";
}
