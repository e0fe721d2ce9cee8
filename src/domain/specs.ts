import type { ClusterSpec } from "./cluster-spec.ts";
import type { NodeSpec } from "./node-spec.ts";
import type { ToolSpec } from "./tool-spec.ts";

/** Everything that a configuration decides on one host. */
export interface Specs {
  readonly cluster: ClusterSpec;
  readonly node: NodeSpec;
  readonly tool: ToolSpec;
}
