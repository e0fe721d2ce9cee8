import type { NodeSpec, Taint } from "../../domain/node-spec.ts";

export interface NodeMarks {
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
}

/** Phase mark-control-plane: labels and taints that the Node shall have besides those it has. */
export function nodeMarks(node: NodeSpec): NodeMarks {
  return {
    labels: {
      "node-role.kubernetes.io/control-plane": "",
      "node.kubernetes.io/exclude-from-external-load-balancers": "",
    },
    taints: node.taints,
  };
}
