import type { AbsolutePath } from "../../../domain/absolute-path.ts";
import type { PlannedChange } from "../../../domain/planned-change.ts";
import type { Check } from "../check.ts";
import type { UsedPair } from "./used-pairs.ts";
import type { PathFact, PreflightFacts, Seen } from "../preflight-facts.ts";

/** What a plan is going to do, as far as the checks need it. */
export interface ChangeRequest {
  readonly targets: ReadonlySet<PlannedChange["target"]>;
  /** Every file that is made or replaced. */
  readonly writes: readonly AbsolutePath[];
  /** The manifests among what the node consists of, changed or not. */
  readonly manifests: readonly AbsolutePath[];
  /** Files of the node that hold a private key. */
  readonly secrets: readonly AbsolutePath[];
  /** Certificates that components which change are told to use. */
  readonly pairs: readonly UsedPair[];
  /** Bytes that a snapshot of etcd takes; 0 where none is made. */
  readonly snapshotBytes: number;
  /** When this tool was built, milliseconds since 1970; undefined where it is not known. */
  readonly builtAt: number | undefined;
}

export interface SeenStatus {
  readonly path: AbsolutePath;
  readonly status: Seen<PathFact>;
}

export interface SeenPair extends UsedPair {
  /** What cannot be used, and why: the end of a sentence. Undefined where both can. */
  readonly problem: string | undefined;
}

/** Everything that the checks before a change look at. */
export interface ChangeFacts extends Pick<
  PreflightFacts,
  "now" | "authorities" | "staticPods" | "mounts" | "runtime" | "kubeletService" | "space"
> {
  readonly request: ChangeRequest;
  /** Whether the kubelet's healthz says that it is well; absent where it is turned off. */
  readonly kubeletIsWell: Seen<true>;
  readonly targets: readonly SeenStatus[];
  /** Every directory above a target, without /. */
  readonly parents: readonly SeenStatus[];
  readonly secrets: readonly SeenStatus[];
  readonly pairs: readonly SeenPair[];
}

/** One check of a node that works, before it is changed. */
export type ChangeCheck = Check<ChangeFacts>;
