import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { Committed } from "../../plan/drift/committed-files.ts";

/** Where a manifest comes from. `revision` is the last one that was committed. */
export type ManifestOrigin =
  | { readonly kind: "committed"; readonly revision: number }
  /** It is not what that revision left: edited, removed or not to be read. */
  | { readonly kind: "edited" | "removed" | "unreadable"; readonly revision: number }
  /** No revision has it. */
  | { readonly kind: "not committed" }
  | { readonly kind: "unknown"; readonly reason: string };

/** Where the manifest at `path` comes from, by what became of the last revision's files. */
export function manifestOrigin(committed: Committed, path: AbsolutePath): ManifestOrigin {
  switch (committed.kind) {
    case "absent":
      return { kind: "not committed" };
    case "unreadable":
      return { kind: "unknown", reason: committed.reason };
    case "present": {
      const { revision } = committed;
      const now = committed.files.find((file) => file.path === path)?.now.kind;
      return now === undefined ? { kind: "not committed" } : { kind: WORDS[now], revision };
    }
  }
}

const WORDS = { same: "committed", changed: "edited", absent: "removed", unreadable: "unreadable" } as const;
