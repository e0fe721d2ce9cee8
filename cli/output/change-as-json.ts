import { savedChange } from "../../src/plan/saved-plan.ts";
import type { DescribedChange } from "./describe-change.ts";

/** The same as describeChange as JSON, one line. */
export function changeAsJson({ node, configuration, changes, findings }: DescribedChange): string {
  return JSON.stringify({
    kind: "result",
    node,
    configuration,
    hasChanges: changes.length > 0,
    changes: changes.map(savedChange),
    findings,
  });
}
