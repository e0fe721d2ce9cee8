import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { SeenPod } from "./seen-pod.ts";

/** Where the kubelet of this host gets its settings from. */
export interface KubeletPlaces {
  readonly configPath: AbsolutePath;
  /** Whether there is such a file. */
  readonly hasConfig: boolean;
  readonly staticPodPath: AbsolutePath;
  /** Who says so, and who says otherwise, in the operator's words. */
  readonly saidBy: string;
  readonly disagreements: readonly string[];
}

/** What a chain is made from. */
export interface ChainInput {
  readonly snapshot: Snapshot;
  readonly places: KubeletPlaces;
  readonly pod: SeenPod;
}
