import { COMPONENTS, type Component } from "../domain/component.ts";
import type { Finding } from "../domain/finding.ts";
import type { PlannedChange } from "../domain/planned-change.ts";
import { subjectOf } from "../domain/step.ts";
import { type StrategyContext, chooseStrategy } from "./choose-strategy.ts";
import type { StepGroup } from "./group-steps.ts";
import { reasonsOf } from "./reasons-of.ts";

export interface ChangePlan {
  readonly changes: readonly PlannedChange[];
  readonly findings: readonly Finding[];
}

const SECOND_MS = 1_000;

/** How each group is carried out, in their order, and what stands in the way. */
export function planChange(groups: readonly StepGroup[], context: StrategyContext): ChangePlan {
  const findings: Finding[] = [];
  const changes = groups.map((group): PlannedChange => {
    const { target, steps } = group;
    const common = { target, steps, because: becauseOf(group), undo: { kind: "reversible" } as const };
    if (!isComponent(target)) {
      const expectedMs = target === "kubelet" ? 5 * SECOND_MS : SECOND_MS;
      return { ...common, strategy: "none", disruption: "none", expectedMs };
    }
    const { findings: found, ...chosen } = chooseStrategy(target, context);
    findings.push(...found);
    return { ...common, ...chosen };
  });
  return { changes, findings };
}

/** The components that a plan with these groups replaces. */
export function componentsOf(groups: readonly StepGroup[]): readonly Component[] {
  return groups.map(({ target }) => target).filter(isComponent);
}

function isComponent(target: StepGroup["target"]): target is Component {
  return COMPONENTS.some((component) => component === target);
}

/** The reasons of the steps; that a file of the group itself changes is told by that file's own. */
function becauseOf({ steps, sharedInputs }: StepGroup): readonly string[] {
  const own = new Set(steps.map(({ step }) => `${subjectOf(step.resource)} changes`));
  const reasons = [
    ...steps.flatMap(({ step, differences }) => reasonsOf(step, differences)),
    ...sharedInputs.map((path) => `${path} changes`),
  ];
  return [...new Set(reasons)].filter((reason) => !own.has(reason));
}
