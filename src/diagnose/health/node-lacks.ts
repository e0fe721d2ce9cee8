import type { Snapshot } from "../snapshot/snapshot.ts";
import type { Lack } from "./lack.ts";
import { mirrorPodLack } from "./mirror-pod-lack.ts";

/** What the API does not show yet of this node: the Node object, the mirror Pods. Only what the expectation gates on. */
export function nodeLacks(snapshot: Snapshot): readonly Lack[] {
  const { gates } = snapshot.expectation;
  const node = gates.node ? nodeLack(snapshot) : undefined;
  const pods = gates.mirrorPods ? snapshot.components.map((component) => mirrorPodLack(snapshot, component)) : [];
  const details = [node, ...pods].filter((detail) => detail !== undefined);
  const [first, ...others] = details;
  if (first === undefined) {
    return [];
  }
  return [
    { stage: "node", detail: others.length === 0 ? first : `${first}, and ${others.length} more`, evidence: details },
  ];
}

function nodeLack({ cluster, expectation }: Snapshot): string | undefined {
  const { node } = cluster;
  switch (node.kind) {
    case "present":
      return undefined;
    case "absent":
      return `Node ${expectation.nodeName} is not registered yet`;
    case "unreadable":
      return `Node ${expectation.nodeName} not known (${node.reason})`;
  }
}
