import type { Difference } from "../domain/difference.ts";
import type { PlannedChange } from "../domain/planned-change.ts";
import { subjectOf } from "../domain/step.ts";
import type { ToolSpec } from "../domain/tool-spec.ts";
import type { ObservationDigests } from "./observation-digests.ts";

/** A change as it is written down: what a reader needs and no resource, so that no secret can be in it. */
export interface SavedChange extends Pick<
  PlannedChange,
  "target" | "because" | "disruption" | "strategy" | "undo" | "expectedMs"
> {
  readonly steps: readonly {
    readonly subject: string;
    readonly change: "create" | "replace";
    readonly differences: readonly Difference[];
  }[];
}

/** A plan to be reviewed and applied later, on the node for which it was made. */
export interface SavedPlan {
  readonly kind: "steadyplane-plan";
  readonly version: 1;
  readonly node: string;
  readonly strategy: ToolSpec["strategy"];
  /** Whether that was asked for on the command line, beyond any doubt about a handoff. */
  readonly isStrategyAsked: boolean;
  readonly configuration: {
    /** Of the whole text, in hexadecimal. */
    readonly sha256: string;
    /** Without tokens and keys. */
    readonly text: string;
  };
  readonly changes: readonly SavedChange[];
  readonly observations: ObservationDigests;
}

/** A change without the resources that it is made of. */
export function savedChange({ steps, ...change }: PlannedChange): SavedChange {
  return {
    ...change,
    steps: steps.map(({ step, differences }) => ({
      subject: subjectOf(step.resource),
      change: step.change.kind === "create" ? "create" : "replace",
      differences,
    })),
  };
}

/** The file's text. */
export function printSavedPlan(plan: SavedPlan): string {
  return `${JSON.stringify(plan, undefined, 2)}\n`;
}
