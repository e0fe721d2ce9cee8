import type { Finding } from "../domain/finding.ts";
import type { StepWithDifferences } from "../domain/planned-change.ts";
import type { ObjectResource } from "../domain/resource.ts";
import { subjectOf } from "../domain/step.ts";
import { decideObject } from "./decide-object.ts";
import { differenceAt } from "./differences/difference-at.ts";
import { objectDifferences } from "./differences/object-differences.ts";
import type { SeenObject } from "./seen-object.ts";
import { unknownObjects } from "./unknown-objects.ts";

export interface ObjectPlan {
  readonly steps: readonly StepWithDifferences[];
  readonly findings: readonly Finding[];
}

/** The objects of the API to change, and what could not be told. What is only ever created is not part of a change. */
export function planObjects(resources: readonly ObjectResource[], seen: ReadonlyMap<string, SeenObject>): ObjectPlan {
  const steps: StepWithDifferences[] = [];
  const unknown = new Map<string, string[]>();
  for (const resource of resources.filter(({ manner }) => manner === "apply")) {
    const found = seen.get(subjectOf(resource)) ?? { kind: "unreadable", reason: "nobody asked for it" };
    if (found.kind === "unreadable") {
      unknown.set(found.reason, [...(unknown.get(found.reason) ?? []), subjectOf(resource)]);
    } else {
      steps.push(...stepFor(resource, found));
    }
  }
  return { steps, findings: [...unknown].map(([reason, subjects]) => unknownObjects(subjects, reason)) };
}

function stepFor(resource: ObjectResource, found: SeenObject): readonly StepWithDifferences[] {
  const decision = decideObject(resource, found);
  if (decision.kind === "keep" || decision.kind === "reject") {
    return [];
  }
  const { apiVersion, kind } = resource.object;
  const differences =
    found.kind === "present"
      ? objectDifferences(found.value, resource.object)
      : [differenceAt(kind, undefined, apiVersion)];
  return [{ step: { phase: "objects", resource, change: decision }, differences }];
}
