import { type AbsolutePath, absolute } from "../domain/absolute-path.ts";
import type { FileStatus, FileSystem, Read } from "../ports/file-system.ts";

/**
 * A file system in a directory of another one: every path is one below `root`. What is written belongs to whoever runs
 * this, so that no privilege is needed.
 */
export class RootedFileSystem implements FileSystem {
  readonly #files: FileSystem;
  readonly #root: AbsolutePath;
  readonly #owner: string;

  constructor(files: FileSystem, root: AbsolutePath, owner = `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`) {
    this.#files = files;
    this.#root = root;
    this.#owner = owner;
  }

  async status(path: AbsolutePath): Promise<Read<FileStatus>> {
    return this.#files.status(this.#at(path));
  }
  async readText(path: AbsolutePath): Promise<Read<string>> {
    return this.#files.readText(this.#at(path));
  }
  async readTail(path: AbsolutePath, bytes: number): Promise<Read<string>> {
    return this.#files.readTail(this.#at(path), bytes);
  }
  async list(path: AbsolutePath): Promise<Read<readonly string[]>> {
    return this.#files.list(this.#at(path));
  }
  async readLink(path: AbsolutePath): Promise<Read<string>> {
    return this.#files.readLink(this.#at(path));
  }
  async writeNew(path: AbsolutePath, text: string, mode: number): Promise<void> {
    return this.#files.writeNew(this.#at(path), text, mode, this.#owner);
  }
  async rename(from: AbsolutePath, to: AbsolutePath): Promise<void> {
    return this.#files.rename(this.#at(from), this.#at(to));
  }
  async makeDirectory(path: AbsolutePath, mode: number): Promise<void> {
    return this.#files.makeDirectory(this.#at(path), mode, this.#owner);
  }
  async setStatus(path: AbsolutePath, mode: number): Promise<void> {
    return this.#files.setStatus(this.#at(path), mode, this.#owner);
  }
  async makeLink(path: AbsolutePath, target: string): Promise<void> {
    return this.#files.makeLink(this.#at(path), target);
  }
  async link(from: AbsolutePath, to: AbsolutePath): Promise<void> {
    return this.#files.link(this.#at(from), this.#at(to));
  }
  async remove(path: AbsolutePath): Promise<void> {
    return this.#files.remove(this.#at(path));
  }
  async sync(directory: AbsolutePath): Promise<void> {
    return this.#files.sync(this.#at(directory));
  }
  async space(path: AbsolutePath): Promise<{ readonly bytes: number; readonly inodes: number | undefined }> {
    return this.#files.space(this.#at(path));
  }

  #at(path: AbsolutePath): AbsolutePath {
    return absolute(path === "/" ? this.#root : `${this.#root}${path}`);
  }
}
