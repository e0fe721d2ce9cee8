import type { AbsolutePath } from "../domain/absolute-path.ts";

export interface FileStatus {
  readonly type: "file" | "directory" | "symlink" | "other";
  /** Permission bits only. */
  readonly mode: number;
  /** `user:group`; numbers where the host has no name for one. */
  readonly owner: string;
  readonly size: number;
}

/** Unreadable is not absent: what could not be read is never overwritten. `reason` is the system's, such as EACCES. */
export type Read<T> =
  | { readonly kind: "present"; readonly value: T }
  | { readonly kind: "absent" }
  | { readonly kind: "unreadable"; readonly reason: string };

/** The files of one host. Rejects with Node's system errors. */
export interface FileSystem {
  /** Of the path itself: a symlink is not followed. */
  status(path: AbsolutePath): Promise<Read<FileStatus>>;
  readText(path: AbsolutePath): Promise<Read<string>>;
  /** At most the last `bytes` bytes; a character cut in two at the start is left out. For logs, which may be large. */
  readTail(path: AbsolutePath, bytes: number): Promise<Read<string>>;
  /** Names in a directory, sorted. */
  list(path: AbsolutePath): Promise<Read<readonly string[]>>;
  readLink(path: AbsolutePath): Promise<Read<string>>;
  /** Fails where something is there already, a symlink included. Written and fsynced. */
  writeNew(path: AbsolutePath, text: string, mode: number, owner: string): Promise<void>;
  /** Atomic; fsyncs the directory. */
  rename(from: AbsolutePath, to: AbsolutePath): Promise<void>;
  /** Fails where something is there already. Parents must exist. */
  makeDirectory(path: AbsolutePath, mode: number, owner: string): Promise<void>;
  /** Mode and owner of what is there; a symlink is refused. */
  setStatus(path: AbsolutePath, mode: number, owner: string): Promise<void>;
  makeLink(path: AbsolutePath, target: string): Promise<void>;
  /**
   * A second name of the same file, or of the same link. Fails where something is there already, and across file
   * systems; fsyncs the directory. Renaming one name to the other does nothing, and both stay.
   */
  link(from: AbsolutePath, to: AbsolutePath): Promise<void>;
  /** A file, a link or an empty directory. Absent is fine. */
  remove(path: AbsolutePath): Promise<void>;
  /** Has the names in a directory, those of new files and those removed, survive a power loss. All else does so by itself. */
  sync(directory: AbsolutePath): Promise<void>;
  /** Bytes and inodes that an unprivileged process can still take; inodes are undefined where the file system has no such limit. */
  space(path: AbsolutePath): Promise<{ readonly bytes: number; readonly inodes: number | undefined }>;
}
