import type { ClusterSpec } from "../../domain/cluster-spec.ts";
import type { NodeSpec } from "../../domain/node-spec.ts";
import type { ObjectResource } from "../../domain/resource.ts";
import { clusterObjects, type ObjectInputs } from "./cluster-objects.ts";
import { nodeObject } from "./node-object.ts";

/**
 * The objects that a cluster holds for as long as its configuration stays, with the marks of this host's Node: no
 * bootstrap token, and nothing that another day would make otherwise.
 */
export function desiredObjects(
  cluster: ClusterSpec,
  node: NodeSpec,
  inputs: Omit<ObjectInputs, "nowMs">,
): readonly ObjectResource[] {
  const phases = clusterObjects(cluster, { ...node, bootstrapTokens: [] }, { ...inputs, nowMs: 0 });
  return [...phases.flatMap(({ objects }) => objects), nodeObject(node)];
}
