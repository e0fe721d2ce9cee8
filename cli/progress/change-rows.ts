import type { PlannedChange } from "../../src/domain/planned-change.ts";
import type { Row } from "./row.ts";

/** The rows of a change, in the order in which they end. */
export function changeRows(changes: readonly Pick<PlannedChange, "target">[]): readonly Row[] {
  return [
    { stage: "stage", title: "Prepare" },
    ...changes.map(({ target }) => ({ stage: target, title: titleOf(target) })),
    { stage: "health", title: "Health of the whole node" },
  ];
}

function titleOf(target: PlannedChange["target"]): string {
  switch (target) {
    case "kubelet":
      return "Kubelet";
    case "files":
      return "Files";
    case "objects":
      return "Objects in the API";
    default:
      return target;
  }
}
