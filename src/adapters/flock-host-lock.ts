import { mkdir, readFile, truncate, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { absolute, parentOf } from "../domain/absolute-path.ts";
import type { AbsolutePath } from "../domain/absolute-path.ts";
import { lockUnavailable } from "../errors/host-lock.ts";
import type { HostLock, LockHolder } from "../ports/host-lock.ts";
import { tryFileLock } from "./file-lock.ts";
import { parseLockHolder } from "./lock-holder.ts";
import { systemErrorCode } from "./system-error-code.ts";

const HOLDER_POLL_MS = 20;
const HOLDER_ATTEMPTS = 10;

/**
 * A lock that the kernel releases however this process ends. Who holds it stands in the file, for the others' message
 * only. The file itself stays: were it removed, a third run could lock a new one while a second still looks at the old.
 * Throws LockUnavailable where the lock can be neither taken nor found held.
 */
export class FlockHostLock implements HostLock {
  readonly #path: AbsolutePath;

  constructor(path: AbsolutePath = absolute("/run/steadyplane/lock")) {
    this.#path = path;
  }

  async take(
    command: string,
  ): Promise<
    | { readonly kind: "taken"; release(): Promise<void> }
    | { readonly kind: "held"; readonly by: LockHolder | undefined }
  > {
    const lock = await this.#tryLock();
    if (lock === undefined) {
      return { kind: "held", by: await this.#holder() };
    }
    const holder: LockHolder = { pid: process.pid, command, since: new Date().toISOString() };
    await writeFile(this.#path, `${JSON.stringify(holder)}\n`);
    return {
      kind: "taken",
      release: async () => {
        await truncate(this.#path);
        lock.release();
      },
    };
  }

  // Between taking the lock and writing its name a holder has none yet.
  async #holder(): Promise<LockHolder | undefined> {
    for (let attempt = 1; ; attempt++) {
      const holder = parseLockHolder(await readFile(this.#path, "utf8"));
      if (holder !== undefined || attempt === HOLDER_ATTEMPTS) {
        return holder;
      }
      await sleep(HOLDER_POLL_MS);
    }
  }

  async #tryLock(): Promise<{ release(): void } | undefined> {
    try {
      await ensureDirectory(parentOf(this.#path));
      return tryFileLock(this.#path);
    } catch (error) {
      throw lockUnavailable(this.#path, error instanceof Error ? error.message : String(error), error);
    }
  }
}

// One level only: the directory above belongs to the system.
async function ensureDirectory(path: AbsolutePath): Promise<void> {
  await mkdir(path, 0o700).catch((error: unknown) => {
    if (systemErrorCode(error) !== "EEXIST") {
      throw error;
    }
  });
}
