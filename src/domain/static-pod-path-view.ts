import type { AbsolutePath } from "./absolute-path.ts";

/** One place that names a staticPodPath. */
export interface StaticPodPathStatement {
  /** A file, a flag of a file, or a running process, in the operator's words. */
  readonly source: string;
  readonly path: AbsolutePath;
}

/** Where the kubelet reads manifests, and who says otherwise. */
export interface StaticPodPathView extends StaticPodPathStatement {
  /** Further sources that name the same path. */
  readonly agreements: readonly string[];
  /** Statements that name another path. */
  readonly disagreements: readonly StaticPodPathStatement[];
  /** Sources that could have said something and could not be read or understood. */
  readonly unreadable: readonly { readonly source: string; readonly reason: string }[];
}
