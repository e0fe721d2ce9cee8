import { absolute, below, parentOf } from "../../src/domain/absolute-path.ts";
import type { AbsolutePath } from "../../src/domain/absolute-path.ts";
import { systemError } from "./system-error.ts";

export type Entry = { readonly mode: number; readonly owner: string } & (
  | { readonly type: "file"; readonly text: string }
  | { readonly type: "directory" }
  | { readonly type: "symlink"; readonly target: string }
  | { readonly type: "other" }
);

/**
 * Entries by their real path, and the walk that finds them through links as the kernel does. Hard links are one and the
 * same entry under several paths.
 */
export class InMemoryTree {
  readonly entries = new Map<AbsolutePath, Entry>([
    [absolute("/"), { type: "directory", mode: 0o755, owner: "root:root" }],
  ]);

  /** The real path of `path`; its last part need not exist. Throws ENOENT, ENOTDIR or ELOOP. */
  resolve(path: AbsolutePath, isLastFollowed: boolean, hops = 0): AbsolutePath {
    if (hops > 40) {
      throw systemError("ELOOP", "open", path);
    }
    if (path === "/") {
      return path;
    }
    const parent = this.#directory(parentOf(path), hops);
    const here = below(parent, path.slice(path.lastIndexOf("/") + 1));
    const entry = this.entries.get(here);
    if (entry?.type !== "symlink" || !isLastFollowed) {
      return here;
    }
    const target = entry.target.startsWith("/") ? absolute(entry.target) : below(parent, entry.target);
    return this.resolve(target, true, hops + 1);
  }

  /** Undefined where there is nothing, be it that a parent is missing or is no directory. */
  find(
    path: AbsolutePath,
    isLastFollowed: boolean,
  ): { readonly path: AbsolutePath; readonly entry: Entry } | undefined {
    try {
      const real = this.resolve(path, isLastFollowed);
      const entry = this.entries.get(real);
      return entry === undefined ? undefined : { path: real, entry };
    } catch (error) {
      if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) {
        return undefined;
      }
      throw error;
    }
  }

  /** Names of what is directly in the directory with the real path `path`, sorted. */
  children(path: AbsolutePath): readonly string[] {
    return [...this.entries.keys()]
      .filter((key) => key !== "/" && parentOf(key) === path)
      .map((key) => key.slice(key.lastIndexOf("/") + 1))
      .toSorted();
  }

  /** `now` in place of `entry`, under all its names. */
  replace(entry: Entry, now: Entry): void {
    for (const [path, there] of this.entries) {
      if (there === entry) {
        this.entries.set(path, now);
      }
    }
  }

  /** `from` and all that is below it, under its new name. */
  move(from: AbsolutePath, to: AbsolutePath): void {
    for (const [key, entry] of [...this.entries]) {
      if (key === from || key.startsWith(`${from}/`)) {
        this.entries.delete(key);
        this.entries.set(absolute(to + key.slice(from.length)), entry);
      }
    }
  }

  #directory(path: AbsolutePath, hops: number): AbsolutePath {
    const real = this.resolve(path, true, hops);
    const entry = this.entries.get(real);
    if (entry === undefined) {
      throw systemError("ENOENT", "open", path);
    }
    if (entry.type !== "directory") {
      throw systemError("ENOTDIR", "open", path);
    }
    return real;
  }
}
