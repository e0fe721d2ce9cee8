import type { AbsolutePath } from "./absolute-path.ts";
import type { PlannedChange } from "./planned-change.ts";
import type { Profile } from "./profile.ts";

/** What a transaction changed. `node`: all of it, when the host became a control-plane node. */
export interface RevisionChange {
  readonly target: PlannedChange["target"] | "node";
  /** One sentence each. */
  readonly because: readonly string[];
}

/** A file that the node is made of, by reference: its content stays where it is. */
export interface Fingerprint {
  readonly path: AbsolutePath;
  /** Hexadecimal, of the content. */
  readonly sha256: string;
}

/** What this node is made of since a transaction was committed. Holds no secret. */
export interface Revision {
  /** From 1, ascending. */
  readonly number: number;
  readonly transactionId: string;
  /** RFC 3339. */
  readonly committedAt: string;
  /** The command line that made it. */
  readonly command: string;
  readonly kubernetesVersion: string;
  readonly profile: Profile;
  readonly changes: readonly RevisionChange[];
  /** Manifests, certificates, keys, kubeconfigs and the kubelet's files as they were then, sorted by path. */
  readonly files: readonly Fingerprint[];
  /** The static Pods' manifests among them. */
  readonly manifests: readonly AbsolutePath[];
  /** Hexadecimal, of the configuration as it is kept. */
  readonly configurationSha256: string;
}

/** A revision with the texts that are kept with it. */
export interface KeptRevision {
  readonly revision: Revision;
  /** The configuration as applied, comments and all, without tokens and keys. */
  readonly configuration: string;
  /** The manifests by the path they had. */
  readonly manifests: ReadonlyMap<AbsolutePath, string>;
}

/** What became of a revision that is asked for. */
export type RevisionRead<T> =
  | { readonly kind: "present"; readonly value: T }
  | { readonly kind: "absent" }
  | { readonly kind: "unreadable"; readonly path: AbsolutePath; readonly reason: string }
  | { readonly kind: "corrupt"; readonly number: number; readonly problem: string };
