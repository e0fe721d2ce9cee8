import type { ClusterSpec } from "../../domain/cluster-spec.ts";
import type { NodeSpec } from "../../domain/node-spec.ts";

/** What `init` is asked for, with everything decided. */
export interface InitRequest {
  readonly cluster: ClusterSpec;
  readonly node: NodeSpec;
  /** Leaf phases to run, by path. */
  readonly phases: ReadonlySet<string>;
  /** Kept in /etc/steadyplane/cluster.yaml. */
  readonly configurationText: string;
  /** The command line, for the revision. Holds no secret. */
  readonly command: string;
  /** Images that no registry has are named below it; undefined where every image can be pulled. */
  readonly localImageRepository: string | undefined;
}
