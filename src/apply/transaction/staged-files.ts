import { type AbsolutePath, absolute, below, nameOf, parentOf } from "../../domain/absolute-path.ts";
import type { Swap } from "../../domain/swap.ts";
import { couldNotRead } from "../../errors/apply.ts";
import type { FileStatus, FileSystem, Read } from "../../ports/file-system.ts";
import { draftOf } from "../write-file.ts";
import { type DirectoryChange, undoDirectories } from "./directory-changes.ts";
import { orWriteFailed } from "./or-write-failed.ts";
import { beforeOf, forget } from "./swaps.ts";
import { syncNames } from "./sync-names.ts";

const MAX_LINKS = 8;

/**
 * The files of a host as they will be once a transaction is carried out. Steps write here as they do on the host; their
 * drafts lie beside the targets, and the rename that would put one in place is kept back. Whoever reads a target here
 * finds its draft's content. Directories alone are made, and change, for real. Everything else that would change
 * something live is refused.
 */
export class StagedFiles implements FileSystem {
  readonly #files: FileSystem;
  readonly #transactionId: string;
  readonly #staged = new Map<AbsolutePath, AbsolutePath>();
  readonly #directories: DirectoryChange[] = [];

  constructor(files: FileSystem, transactionId: string) {
    this.#files = files;
    this.#transactionId = transactionId;
  }

  /**
   * What has been kept back so far, in the order in which it is to be placed: that of its writing, a key and its
   * certificate next to each other. It lies there for good, whatever happens.
   */
  async swaps(): Promise<readonly Swap[]> {
    const written = [...this.#staged];
    await syncNames([...this.#staged.values()], this.#files);
    const places = new Map(written.map(([target], index) => [stemOf(target), index] as const).toReversed());
    const together = written.toSorted(([a], [b]) => (places.get(stemOf(a)) ?? 0) - (places.get(stemOf(b)) ?? 0));
    return Promise.all(
      together.map(async ([target, staged]) => {
        const isThere = presentOrThrow(await this.#files.status(target), target) !== undefined;
        return { target, staged, before: isThere ? beforeOf(target, this.#transactionId) : undefined };
      }),
    );
  }
  /** Takes back all that was staged: drafts, directories, their owners and modes. Safe to repeat. */
  async discard(): Promise<void> {
    for (const [target, staged] of this.#staged) {
      await forget({ target, staged, before: undefined }, this.#files);
    }
    this.#staged.clear();
    await undoDirectories(this.#directories.splice(0), this.#files);
  }

  async status(path: AbsolutePath): Promise<Read<FileStatus>> {
    return this.#files.status(this.#nameNow(path));
  }
  async readText(path: AbsolutePath): Promise<Read<string>> {
    return this.#files.readText(await this.#followed(path));
  }
  async readTail(path: AbsolutePath, bytes: number): Promise<Read<string>> {
    return this.#files.readTail(await this.#followed(path), bytes);
  }
  async readLink(path: AbsolutePath): Promise<Read<string>> {
    return this.#files.readLink(this.#nameNow(path));
  }
  async list(path: AbsolutePath): Promise<Read<readonly string[]>> {
    const names = await this.#files.list(path);
    if (names.kind !== "present") {
      return names;
    }
    const here = [...this.#staged].filter(([target]) => parentOf(target) === path);
    const drafts = new Set(here.map(([, staged]) => nameOf(staged)));
    const shown = names.value.filter((name) => !drafts.has(name));
    return { kind: "present", value: [...new Set([...shown, ...here.map(([target]) => nameOf(target))])].toSorted() };
  }
  async space(path: AbsolutePath): Promise<{ readonly bytes: number; readonly inodes: number | undefined }> {
    return this.#files.space(path);
  }

  async writeNew(path: AbsolutePath, text: string, mode: number, owner: string): Promise<void> {
    await this.#makeRoom(path);
    await this.#files.writeNew(path, text, mode, owner);
  }
  async makeLink(path: AbsolutePath, target: string): Promise<void> {
    await this.#makeRoom(path);
    await this.#files.makeLink(path, target);
  }
  /** Keeps the rename of a draft to its target back. */
  async rename(from: AbsolutePath, to: AbsolutePath): Promise<void> {
    if (from !== draftOf(to, this.#transactionId)) {
      throw this.#refusal("rename", from);
    }
    // What the rename would have refused is refused now, while nothing depends on it.
    if (presentOrThrow(await this.#files.status(from), from) === undefined) {
      throw new Error(`${from} was never written`);
    }
    if (presentOrThrow(await this.#files.status(to), to)?.type === "directory") {
      throw Object.assign(new Error(`${to} is a directory`), { code: "EISDIR" });
    }
    this.#staged.set(to, from);
  }
  /** Of a file: stages a copy that has them. Of a directory: for real. */
  async setStatus(path: AbsolutePath, mode: number, owner: string): Promise<void> {
    const now = this.#nameNow(path);
    if (now !== path || this.#isOwnDraft(path)) {
      return this.#files.setStatus(now, mode, owner);
    }
    const status = presentOrThrow(await this.#files.status(path), path);
    if (status?.type !== "file") {
      await orWriteFailed(path, async () => this.#files.setStatus(path, mode, owner));
      this.#directories.push({ path, before: status });
      return;
    }
    const text = await this.#files.readText(path);
    if (text.kind !== "present") {
      throw couldNotRead(path, text.kind === "unreadable" ? text.reason : "ENOENT");
    }
    const draft = draftOf(path, this.#transactionId);
    await orWriteFailed(path, async () => this.writeNew(draft, text.value, mode, owner));
    await this.rename(draft, path);
  }
  async makeDirectory(path: AbsolutePath, mode: number, owner: string): Promise<void> {
    await orWriteFailed(path, async () => this.#files.makeDirectory(path, mode, owner));
    this.#directories.push({ path, before: undefined });
  }
  /** Of a draft; its target is as it was then. */
  async remove(path: AbsolutePath): Promise<void> {
    if (!this.#isOwnDraft(path)) {
      throw this.#refusal("remove", path);
    }
    await this.#makeRoom(path);
    await this.#files.remove(path);
  }
  async sync(directory: AbsolutePath): Promise<void> {
    return this.#files.sync(directory);
  }
  async link(from: AbsolutePath): Promise<void> {
    throw this.#refusal("link", from);
  }

  /** Has a draft that is staged already out of the way of another one for the same target. */
  async #makeRoom(path: AbsolutePath): Promise<void> {
    if (!this.#isOwnDraft(path)) {
      throw this.#refusal("write", path);
    }
    for (const [target, staged] of this.#staged) {
      if (staged === path) {
        await this.#files.remove(staged);
        this.#staged.delete(target);
      }
    }
  }
  #nameNow(path: AbsolutePath): AbsolutePath {
    return this.#staged.get(path) ?? path;
  }
  /** Where the content is that reading `path` gives: a link that is staged may point to a file that is. */
  async #followed(path: AbsolutePath): Promise<AbsolutePath> {
    let now = path;
    for (let links = 0; links < MAX_LINKS && this.#staged.has(now); links += 1) {
      const link = await this.#files.readLink(this.#nameNow(now));
      if (link.kind !== "present") {
        return this.#nameNow(now);
      }
      now = link.value.startsWith("/") ? absolute(link.value) : below(parentOf(now), link.value);
    }
    return now;
  }
  #isOwnDraft(path: AbsolutePath): boolean {
    const name = nameOf(path);
    return name.startsWith(".") && name.endsWith(`.${this.#transactionId}`);
  }
  #refusal(operation: string, path: AbsolutePath): Error {
    return new Error(`${operation} of ${path} would change the host while its change is only prepared`);
  }
}

function stemOf(path: AbsolutePath): string {
  return path.replace(/\.(crt|key)$/u, "");
}

function presentOrThrow<T>(read: Read<T>, path: AbsolutePath): T | undefined {
  if (read.kind === "unreadable") {
    throw couldNotRead(path, read.reason);
  }
  return read.kind === "present" ? read.value : undefined;
}
