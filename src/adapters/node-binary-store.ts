import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { copyFile, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path/posix";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { AbsolutePath } from "../domain/absolute-path.ts";
import type { BinaryStore } from "../ports/binary-store.ts";
import { tryFileLock } from "./file-lock.ts";

// Larger ones are hardly faster, and wait longer for the garbage collector.
const CHUNK_BYTES = 128 * 1024;
const LOCK_POLL_MS = 200;

/** The file system, for files too large to hold. */
export class NodeBinaryStore implements BinaryStore {
  async sha256(path: AbsolutePath): Promise<string | undefined> {
    const file = await open(path).catch(undefinedIfAbsent);
    if (file === undefined) {
      return undefined;
    }
    const hash = createHash("sha256");
    // One buffer for the whole file: a stream's many would wait for the garbage collector.
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    try {
      for (let read = await file.read(buffer); read.bytesRead > 0; read = await file.read(buffer)) {
        hash.update(buffer.subarray(0, read.bytesRead));
      }
    } finally {
      await file.close();
    }
    return hash.digest("hex");
  }

  async size(path: AbsolutePath): Promise<number | undefined> {
    try {
      return (await stat(path)).size;
    } catch (error) {
      return undefinedIfAbsent(error);
    }
  }

  // Opened by the first read: a stream that nobody reads has nobody to tell that the file is gone.
  async *read(path: AbsolutePath): AsyncGenerator<Uint8Array> {
    yield* createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Uint8Array>;
  }

  async write(path: AbsolutePath, content: AsyncIterable<Uint8Array>): Promise<void> {
    await pipeline(content, createWriteStream(path, { mode: 0o600, flush: true }));
  }

  async install(from: AbsolutePath, to: AbsolutePath, mode: number): Promise<void> {
    const draft = `${dirname(to)}/.${to.slice(to.lastIndexOf("/") + 1)}.${process.pid}.draft`;
    try {
      await copyFile(from, draft);
      await setModeAndSync(draft, mode);
      await rename(draft, to);
      await syncDirectory(dirname(to));
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  async makeDirectories(path: AbsolutePath): Promise<void> {
    await mkdir(path, { recursive: true, mode: 0o755 });
  }

  async publish(from: AbsolutePath, to: AbsolutePath): Promise<boolean> {
    await syncDirectory(from);
    try {
      await rename(from, to);
    } catch (error) {
      if (codeOf(error) === "ENOTEMPTY" || codeOf(error) === "EEXIST") {
        return false;
      }
      throw error;
    }
    await syncDirectory(dirname(to));
    return true;
  }

  async removeTree(path: AbsolutePath): Promise<void> {
    await rm(path, { recursive: true, force: true });
  }

  async exclusively<T>(lock: AbsolutePath, onWait: () => void, action: () => Promise<T>): Promise<T> {
    let held = tryFileLock(lock);
    if (held === undefined) {
      onWait();
    }
    while (held === undefined) {
      await sleep(LOCK_POLL_MS);
      held = tryFileLock(lock);
    }
    try {
      return await action();
    } finally {
      held.release();
    }
  }
}

async function setModeAndSync(path: string, mode: number): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.chmod(mode);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

function undefinedIfAbsent(error: unknown): undefined {
  if (codeOf(error) !== "ENOENT") {
    throw error;
  }
  return undefined;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
