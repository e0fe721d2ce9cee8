import { type AbsolutePath, absolute, parentOf } from "../../src/domain/absolute-path.ts";
import type { FileSystem } from "../../src/ports/file-system.ts";
import { InMemoryFileSystem } from "./in-memory-file-system.ts";

const IN_MEMORY = absolute("/run");

/** How many of `count` changes to the names in `directory` survive. */
export type Kept = (count: number, directory: AbsolutePath) => number;

const AT_ONCE = ["rename", "link", "makeDirectory", "makeLink", "setStatus"];

type Change = (files: InMemoryFileSystem) => Promise<void>;

/**
 * A file system whose power may fail: names that were made or removed since their directory was last synced may be lost,
 * in each directory from any one on, and independently of other directories. As the port promises, the content of a new
 * file survives, and a rename, a link or a new directory with all that came before it in its own.
 */
export class PowerLossFileSystem {
  /** What programs see. */
  readonly live: FileSystem;
  readonly #durable: InMemoryFileSystem;
  readonly #pending = new Map<AbsolutePath, Change[]>();

  constructor(now: InMemoryFileSystem) {
    this.#durable = new InMemoryFileSystem().putAll(now.snapshot());
    this.live = new Proxy<FileSystem>(now, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? this.#recorded(String(name), value.bind(target) as Call) : value;
      },
    });
  }

  /** What is there when the power is back. */
  async afterLoss(kept: Kept): Promise<InMemoryFileSystem> {
    const files = new InMemoryFileSystem().putAll(this.#durable.snapshot());
    for (const [directory, changes] of this.#pending) {
      for (const change of changes.slice(0, kept(changes.length, directory))) {
        // What was made in a directory that was lost itself is lost with it.
        await change(files).catch(() => undefined);
      }
    }
    takeAllBelow(IN_MEMORY, files);
    return files;
  }

  #recorded(name: string, call: Call): Call {
    return async (...args) => {
      const result = await call(...args);
      const [path, other] = args as [AbsolutePath, AbsolutePath];
      const change: Change = async (files) => {
        if (name === "remove") {
          // No directory outlives its removal because of what was in it.
          takeAllBelow(path, files);
        }
        await (files[name as keyof FileSystem] as Call).apply(files, [...args]);
      };
      if (name === "writeNew" || name === "remove") {
        this.#pending.set(parentOf(path), [...(this.#pending.get(parentOf(path)) ?? []), change]);
      } else if (name === "sync") {
        await this.#settle(path);
      } else if (AT_ONCE.includes(name)) {
        await this.#settle(parentOf(path));
        if (name === "rename" || name === "link") {
          await this.#settle(parentOf(other));
        }
        await change(this.#durable);
      }
      return result;
    };
  }

  async #settle(directory: AbsolutePath): Promise<void> {
    for (const change of this.#pending.get(directory) ?? []) {
      await change(this.#durable);
    }
    this.#pending.delete(directory);
  }
}

type Call = (...args: readonly unknown[]) => Promise<unknown>;

function takeAllBelow(directory: AbsolutePath, files: InMemoryFileSystem): void {
  for (const path of Object.keys(files.snapshot()).filter((one) => one.startsWith(`${directory}/`))) {
    files.take(path);
  }
}
