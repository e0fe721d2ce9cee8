import type { AbsolutePath } from "../domain/absolute-path.ts";
import { COMPONENTS } from "../domain/component.ts";
import type { StepWithDifferences } from "../domain/planned-change.ts";
import type { Step } from "../domain/step.ts";
import { changingFiles } from "./changing-files.ts";
import { type DifferenceContext, differencesOf } from "./differences/differences-of.ts";
import { type Target, targetOf, usersAmong } from "./target-of.ts";

/** What changes together. */
export interface StepGroup {
  readonly target: Target;
  readonly steps: readonly StepWithDifferences[];
  /** Changing files that the component reads and that another group makes. */
  readonly sharedInputs: readonly AbsolutePath[];
}

/** The order in which a plan is carried out: what others rely on comes before them. */
const ORDER: readonly Target[] = ["kubelet", ...COMPONENTS, "files", "objects"];

/**
 * The changing ones among all steps of a node, by what they change together with, in the order in which that is done.
 * A component whose input changes has a group even where its manifest stays, as where no fingerprints are kept.
 */
export function groupSteps(
  steps: readonly Step[],
  objects: readonly StepWithDifferences[],
  context: Omit<DifferenceContext, "changing">,
): readonly StepGroup[] {
  const users = usersAmong(steps.flatMap(({ resource }) => (resource.kind === "static-pod" ? [resource] : [])));
  const changing = changingFiles(steps);
  const targeted = steps
    .filter(({ change }) => change.kind !== "keep")
    .map((step) => ({ target: targetOf(step, users), step }));
  return ORDER.map((target): StepGroup => {
    const own = targeted.filter((entry) => entry.target === target).map(({ step }) => step);
    const made = changingFiles(own);
    const read = [...changing].filter((path) => users(path).some((component) => component === target));
    return {
      target,
      steps: [
        ...own.map((step) => ({ step, differences: differencesOf(step, { ...context, changing }) })),
        ...(target === "objects" ? objects : []),
      ],
      sharedInputs: read.filter((path) => !made.has(path)),
    };
  }).filter((group) => group.steps.length > 0 || group.sharedInputs.length > 0);
}
