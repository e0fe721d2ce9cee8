import type { AbsolutePath } from "../domain/absolute-path.ts";

/** A file in an archive. */
export interface ArchiveEntry {
  /** Relative, without `..`. */
  readonly path: string;
  readonly text: string;
}

/** Archives that somebody else opens. */
export interface ArchiveWriter {
  /**
   * A tar archive, packed with gzip, for its owner alone (0600). Rejects with EEXIST where anything has the path, a link
   * too; where it fails on the way nothing is left.
   */
  writeNew(path: AbsolutePath, entries: readonly ArchiveEntry[], modifiedAt: number): Promise<void>;
}
