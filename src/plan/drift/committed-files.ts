import type { AbsolutePath } from "../../domain/absolute-path.ts";

/** A file that only this tool writes, and what became of it since the last commit. */
export interface CommittedFile {
  readonly path: AbsolutePath;
  /** As committed; undefined where only its digest was kept. */
  readonly committedText: string | undefined;
  readonly now:
    | { readonly kind: "same" }
    | { readonly kind: "absent" }
    | { readonly kind: "unreadable"; readonly reason: string }
    | { readonly kind: "changed"; readonly text: string };
}

/** What the last revision says about files of the host. */
export type Committed =
  /** A node from before there were revisions. */
  | { readonly kind: "absent" }
  | { readonly kind: "unreadable"; readonly reason: string }
  | { readonly kind: "present"; readonly revision: number; readonly files: readonly CommittedFile[] };
