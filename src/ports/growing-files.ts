import type { AbsolutePath } from "../domain/absolute-path.ts";

/** A file that somebody else goes on writing to, open. */
export interface GrowingFile {
  /** What was written since it was last read, in parts of at most 1 MiB; empty where there is nothing new. */
  read(): Promise<Uint8Array>;
  /** Whether another file has its name by now. A file that was moved away alone is not replaced yet. */
  isReplaced(): Promise<boolean>;
  close(): Promise<void>;
}

/** Files that grow: logs. */
export interface GrowingFiles {
  /** From its start. Undefined where there is no such file; rejects with the system's error where it cannot be read. */
  open(path: AbsolutePath): Promise<GrowingFile | undefined>;
}
