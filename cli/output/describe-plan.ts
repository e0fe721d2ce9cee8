import type { Plan } from "../../src/plan/plan-node.ts";
import { changesOf } from "../../src/plan/plan-node.ts";
import { type Step, subjectOf } from "../../src/domain/step.ts";
import { formatFinding } from "../../src/errors/preflight.ts";

const SIGN = { create: "+", replace: "~", keep: " " } as const;

/** A plan as the operator reads it: what changes and why, what stays as a count, what was found. */
export function describePlan(plan: Plan): string {
  const changes = changesOf(plan);
  const kept = plan.steps.length - changes.length;
  const warnings = plan.findings.filter(({ level }) => level !== "reject");
  return [
    ...changes.map(describeStep),
    changes.length === 0
      ? `No changes: ${kept} resources are as they should be.`
      : `${changes.length} to change, ${kept} kept.`,
    ...warnings.flatMap(formatFinding),
  ].join("\n");
}

function describeStep({ phase, resource, change }: Step): string {
  const because = change.kind === "replace" ? `  (${change.because.join(", ")})` : "";
  return `${SIGN[change.kind]} ${subjectOf(resource).padEnd(56)} ${phase}${because}`;
}
