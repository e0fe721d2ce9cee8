import { absolute, parentOf } from "../../src/domain/absolute-path.ts";
import type { AbsolutePath } from "../../src/domain/absolute-path.ts";
import type { FileStatus, FileSystem, Read } from "../../src/ports/file-system.ts";
import { InMemoryTree } from "./in-memory-tree.ts";
import type { Entry } from "./in-memory-tree.ts";
import { systemError } from "./system-error.ts";

/** A mutating operation, as it was asked for. */
export interface Operation {
  readonly kind: "writeNew" | "rename" | "makeDirectory" | "setStatus" | "makeLink" | "link" | "remove" | "sync";
  readonly path: AbsolutePath;
  /** The new name of a rename or a link. */
  readonly to?: AbsolutePath;
}

/** A whole file system in a map, with the failures that a test asks for. */
export class InMemoryFileSystem implements FileSystem {
  /** Every mutating operation so far, those that failed included. */
  readonly operations: Operation[] = [];
  /** Users and groups that this host knows. */
  readonly names = new Set(["root", "etcd"]);
  free: { bytes: number; inodes: number | undefined } = { bytes: 100 * 2 ** 30, inodes: 1_000_000 };
  readonly #tree = new InMemoryTree();
  readonly #unreadable = new Map<AbsolutePath, string>();
  #failure: { at: number; error: Error; isLasting: boolean } | undefined;

  /** A file with its parents, whatever was there before. Not an operation. */
  put(path: string, text: string, mode = 0o644, owner = "root:root"): this {
    return this.#place(absolute(path), { type: "file", text, mode, owner });
  }
  putDirectory(path: string, mode = 0o755, owner = "root:root"): this {
    return this.#place(absolute(path), { type: "directory", mode, owner });
  }
  putLink(path: string, target: string): this {
    return this.#place(absolute(path), { type: "symlink", target, mode: 0o777, owner: "root:root" });
  }
  /** Something that is neither file, directory nor link. */
  putOther(path: string): this {
    return this.#place(absolute(path), { type: "other", mode: 0o644, owner: "root:root" });
  }
  /** Copies of what {@link snapshot} gave; a file with two names is one again. Not an operation. */
  putAll(entries: Readonly<Record<string, Entry>>): this {
    const copies = new Map<Entry, Entry>();
    for (const [path, entry] of Object.entries(entries)) {
      const copy = copies.get(entry) ?? { ...entry };
      copies.set(entry, copy);
      this.#place(absolute(path), copy);
    }
    return this;
  }
  /** Whatever is at `path` is gone. Not an operation. */
  take(path: string): this {
    this.#tree.entries.delete(absolute(path));
    return this;
  }
  /** Reading `path` (not what is below it) fails with `reason` from now on. */
  makeUnreadable(path: string, reason = "EACCES"): this {
    this.#unreadable.set(absolute(path), reason);
    return this;
  }

  /** The n-th mutating operation from now on (the first is 1) throws `error` and changes nothing. */
  failAt(n: number, error: Error): void {
    this.#failure = { at: this.operations.length + n, error, isLasting: false };
  }
  /** As {@link failAt}, and so does every later one, as for a process that was killed, until {@link revive}. */
  crashAt(n: number, error: Error = new Error("killed")): void {
    this.#failure = { at: this.operations.length + n, error, isLasting: true };
  }
  revive(): void {
    this.#failure = undefined;
  }

  /** Everything that is there, by path, sorted; for comparing before with after. */
  snapshot(): Readonly<Record<string, Entry>> {
    return Object.fromEntries([...this.#tree.entries].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }
  /** Paths of all files, sorted. */
  files(): readonly string[] {
    return Object.entries(this.snapshot()).flatMap(([path, entry]) => (entry.type === "file" ? [path] : []));
  }
  /** The text of a file, or undefined where there is none. */
  text(path: string): string | undefined {
    const entry = this.#tree.find(absolute(path), true)?.entry;
    return entry?.type === "file" ? entry.text : undefined;
  }

  async status(path: AbsolutePath): Promise<Read<FileStatus>> {
    return this.#read(path, false, ({ entry }) => {
      const size = entry.type === "file" ? Buffer.byteLength(entry.text) : 0;
      return { type: entry.type, mode: entry.mode, owner: entry.owner, size };
    });
  }
  async readText(path: AbsolutePath): Promise<Read<string>> {
    return this.#read(path, true, ({ entry }) => {
      if (entry.type !== "file") {
        throw systemError(entry.type === "directory" ? "EISDIR" : "EINVAL", "read", path);
      }
      return entry.text;
    });
  }
  async readTail(path: AbsolutePath, bytes: number): Promise<Read<string>> {
    const read = await this.readText(path);
    return read.kind === "present" ? { kind: "present", value: tailOf(read.value, bytes) } : read;
  }
  async list(path: AbsolutePath): Promise<Read<readonly string[]>> {
    return this.#read(path, true, (found) => {
      if (found.entry.type !== "directory") {
        throw systemError("ENOTDIR", "scandir", path);
      }
      return this.#tree.children(found.path);
    });
  }
  async readLink(path: AbsolutePath): Promise<Read<string>> {
    return this.#read(path, false, ({ entry }) => {
      if (entry.type !== "symlink") {
        throw systemError("EINVAL", "readlink", path);
      }
      return entry.target;
    });
  }

  async writeNew(path: AbsolutePath, text: string, mode: number, owner: string): Promise<void> {
    this.#record({ kind: "writeNew", path });
    const named = this.#named(owner);
    this.#tree.entries.set(this.#vacant(path), { type: "file", text, mode, owner: named });
  }
  async makeDirectory(path: AbsolutePath, mode: number, owner: string): Promise<void> {
    this.#record({ kind: "makeDirectory", path });
    const named = this.#named(owner);
    this.#tree.entries.set(this.#vacant(path), { type: "directory", mode, owner: named });
  }
  async makeLink(path: AbsolutePath, target: string): Promise<void> {
    this.#record({ kind: "makeLink", path });
    this.#tree.entries.set(this.#vacant(path), { type: "symlink", target, mode: 0o777, owner: "root:root" });
  }
  async setStatus(path: AbsolutePath, mode: number, owner: string): Promise<void> {
    this.#record({ kind: "setStatus", path });
    const named = this.#named(owner);
    const found = this.#existing(path);
    if (found.entry.type === "symlink") {
      throw systemError("ELOOP", "open", path);
    }
    this.#tree.replace(found.entry, { ...found.entry, mode, owner: named });
  }
  async link(from: AbsolutePath, to: AbsolutePath): Promise<void> {
    this.#record({ kind: "link", path: from, to });
    const { entry } = this.#existing(from);
    if (entry.type === "directory") {
      throw systemError("EPERM", "link", from);
    }
    this.#tree.entries.set(this.#vacant(to), entry);
  }
  async rename(from: AbsolutePath, to: AbsolutePath): Promise<void> {
    this.#record({ kind: "rename", path: from, to });
    const source = this.#existing(from);
    const target = this.#tree.resolve(to, false);
    const there = this.#tree.entries.get(target);
    if (there === source.entry) {
      return;
    }
    if (there !== undefined) {
      this.#checkReplaceable(source.entry, there, target);
      this.#tree.entries.delete(target);
    }
    this.#tree.move(source.path, target);
  }
  async remove(path: AbsolutePath): Promise<void> {
    this.#record({ kind: "remove", path });
    const found = this.#tree.find(path, false);
    if (found === undefined) {
      return;
    }
    if (this.#tree.children(found.path).length > 0) {
      throw systemError("ENOTEMPTY", "rmdir", path);
    }
    this.#tree.entries.delete(found.path);
  }
  async sync(directory: AbsolutePath): Promise<void> {
    this.#record({ kind: "sync", path: directory });
    this.#existing(directory);
  }
  async space(path: AbsolutePath): Promise<{ readonly bytes: number; readonly inodes: number | undefined }> {
    if (this.#tree.find(path, true) === undefined) {
      throw systemError("ENOENT", "statfs", path);
    }
    return { ...this.free };
  }

  #place(path: AbsolutePath, entry: Entry): this {
    if (path !== "/" && this.#tree.find(parentOf(path), true) === undefined) {
      this.putDirectory(parentOf(path));
    }
    this.#tree.entries.set(this.#tree.resolve(path, false), entry);
    return this;
  }
  #read<T>(
    path: AbsolutePath,
    isLastFollowed: boolean,
    take: (found: { readonly path: AbsolutePath; readonly entry: Entry }) => T,
  ): Read<T> {
    const reason = this.#unreadable.get(path);
    if (reason !== undefined) {
      return { kind: "unreadable", reason };
    }
    try {
      const found = this.#tree.find(path, isLastFollowed);
      if (found !== undefined) {
        return { kind: "present", value: take(found) };
      }
      // A link that points nowhere is there, although what it points to is not.
      return this.#tree.find(path, false) === undefined ? { kind: "absent" } : { kind: "unreadable", reason: "ENOENT" };
    } catch (error) {
      return { kind: "unreadable", reason: (error as NodeJS.ErrnoException).code ?? "EIO" };
    }
  }
  #record(operation: Operation): void {
    this.operations.push(operation);
    const failure = this.#failure;
    const n = this.operations.length;
    if (failure !== undefined && (n === failure.at || (failure.isLasting && n > failure.at))) {
      throw failure.error;
    }
  }
  #vacant(path: AbsolutePath): AbsolutePath {
    const real = this.#tree.resolve(path, false);
    if (this.#tree.entries.has(real)) {
      throw systemError("EEXIST", "open", path);
    }
    return real;
  }
  #existing(path: AbsolutePath): { readonly path: AbsolutePath; readonly entry: Entry } {
    const found = this.#tree.find(path, false);
    if (found === undefined) {
      throw systemError("ENOENT", "open", path);
    }
    return found;
  }
  #checkReplaceable(source: Entry, there: Entry, path: AbsolutePath): void {
    if (there.type === "directory") {
      if (source.type !== "directory") {
        throw systemError("EISDIR", "rename", path);
      }
      if (this.#tree.children(path).length > 0) {
        throw systemError("ENOTEMPTY", "rename", path);
      }
    } else if (source.type === "directory") {
      throw systemError("ENOTDIR", "rename", path);
    }
  }
  /** `owner` as status shows it. */
  #named(owner: string): string {
    const parts = owner.split(":").map((part) => (part === "0" ? "root" : part));
    const unknown = parts.find((part) => !/^\d+$/u.test(part) && !this.names.has(part));
    if (unknown !== undefined) {
      throw new Error(`no entry for ${JSON.stringify(unknown)}`);
    }
    return parts.join(":");
  }
}

function tailOf(text: string, bytes: number): string {
  const all = Buffer.from(text);
  const tail = all.subarray(Math.max(0, all.length - bytes));
  const start = tail.findIndex((byte) => (byte & 0xc0) !== 0x80);
  return tail.subarray(Math.max(0, start)).toString();
}
