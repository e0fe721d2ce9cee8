import type { Component } from "./component.ts";
import type { Difference } from "./difference.ts";
import type { Step } from "./step.ts";

/** What somebody notices while a change is made. `quorum at risk`: one more failure and etcd stops. */
export type Disruption = "none" | "handoff" | "restart" | "quorum at risk";

/** A resource that a plan changes, with what differs in it. */
export interface StepWithDifferences {
  readonly step: Step;
  readonly differences: readonly Difference[];
}

/** Things that change together or not at all, in the order of {@link PlannedChange} in a plan. */
export interface PlannedChange {
  /** `kubelet`; a component; `files`: what no process has to be told about; `objects`: in the API. */
  readonly target: Component | "kubelet" | "files" | "objects";
  readonly steps: readonly StepWithDifferences[];
  /** One sentence each, the reasons of its steps. */
  readonly because: readonly string[];
  readonly disruption: Disruption;
  /** How a component is replaced. `start`: it does not serve now, so that nothing can be taken away. `none` for all else. */
  readonly strategy: "handoff" | "restart" | "start" | "none";
  /** Whether the transaction can walk it back by itself, or why it cannot. */
  readonly undo: { readonly kind: "reversible" } | { readonly kind: "barrier"; readonly because: string };
  /** How long it takes as a rule, milliseconds, soak time left out. */
  readonly expectedMs: number;
}
