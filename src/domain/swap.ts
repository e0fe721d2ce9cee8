import type { AbsolutePath } from "./absolute-path.ts";

/**
 * A file that a transaction replaces, in three names on one file system. `staged` holds the new content until it is put
 * in place; `before` is a second name of the old one from then until the transaction is committed.
 */
export interface Swap {
  readonly target: AbsolutePath;
  readonly staged: AbsolutePath;
  /** Where the old content is kept; undefined where there was none. */
  readonly before: AbsolutePath | undefined;
}
