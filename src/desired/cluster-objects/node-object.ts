import type { NodeSpec, Taint } from "../../domain/node-spec.ts";
import type { ObjectResource } from "../../domain/resource.ts";
import { nodeMarks } from "./node-marks.ts";
import { applied } from "./object-resource.ts";

/** Phase mark-control-plane: this host's Node with the labels and taints that it shall have besides those it has. */
export function nodeObject(node: NodeSpec): ObjectResource {
  const { labels, taints } = nodeMarks(node);
  return applied({
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: node.name, labels },
    ...(taints.length === 0 ? {} : { spec: { taints: taints.map(withoutEmptyValue) } }),
  });
}

function withoutEmptyValue({ key, value, effect }: Taint): object {
  return value === "" ? { key, effect } : { key, value, effect };
}
