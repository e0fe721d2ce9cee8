import type { AbsolutePath } from "../domain/absolute-path.ts";

/** Large files and directories of our own: caches, executables, image archives. Rejects with Node's system errors. */
export interface BinaryStore {
  /** Hexadecimal; undefined where there is no file. */
  sha256(path: AbsolutePath): Promise<string | undefined>;
  /** Of the file that a symlink points to; undefined where there is none. */
  size(path: AbsolutePath): Promise<number | undefined>;
  read(path: AbsolutePath): AsyncIterable<Uint8Array>;
  /** Replaces what is there; fsynced, not atomic. */
  write(path: AbsolutePath, content: AsyncIterable<Uint8Array>): Promise<void>;
  /** Atomic; the old content or the new, never half of one. Parents must exist. */
  install(from: AbsolutePath, to: AbsolutePath, mode: number): Promise<void>;
  /** With its parents; there already is fine. */
  makeDirectories(path: AbsolutePath): Promise<void>;
  /** Gives a complete directory its final name, fsynced. False where something has that name already, which then stays. */
  publish(from: AbsolutePath, to: AbsolutePath): Promise<boolean>;
  /** The whole tree. Absent is fine; symlinks are removed, not followed. */
  removeTree(path: AbsolutePath): Promise<void>;
  /**
   * Runs `action` while no other process runs one under the same lock file. A process that dies lets go.
   * `onWait` is called once where another holds it.
   */
  exclusively<T>(lock: AbsolutePath, onWait: () => void, action: () => Promise<T>): Promise<T>;
}
