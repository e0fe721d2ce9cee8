import type { PodFault } from "../errors/diagnose.ts";
import type { ToolError } from "../errors/tool-error.ts";
import { evidenceOf } from "./evidence.ts";
import { exitReason } from "./parse-exit-reason.ts";
import { allPass } from "./snapshot/probe-components.ts";
import type { ComponentSymptoms, Snapshot } from "./snapshot/snapshot.ts";
import type { StageId } from "./stage.ts";

/** Why waiting cannot help, and in which row that shows. */
export interface Cause {
  readonly stage: StageId;
  readonly error: ToolError;
}

/** Looks for one cause. Pure: the same snapshot, the same answer. */
export type CauseFinder = (snapshot: Snapshot) => Cause | undefined;

/** A finder that tries each component in turn. */
export function inComponents(
  find: (component: ComponentSymptoms, snapshot: Snapshot) => ToolError | undefined,
): CauseFinder {
  return (snapshot) => {
    for (const component of snapshot.components) {
      const error = find(component, snapshot);
      if (error !== undefined) {
        return { stage: component.expected.component, error };
      }
    }
    return undefined;
  };
}

/** Where a fault of this component was seen. */
export function faultOf(component: ComponentSymptoms): PodFault {
  const { component: name, manifestPath } = component.expected;
  return { component: name, manifestPath, evidence: evidenceOf(component) };
}

/** Whether the component runs and says that it is healthy. Old exits of such a one mean nothing any more. */
export function isWell({ pod, probes }: ComponentSymptoms): boolean {
  return pod.running !== undefined && allPass(probes);
}

/** What the attempt that ended last gave as its reason, if the component is not well. */
export function reasonOfExit(component: ComponentSymptoms): string | undefined {
  const { exited } = component.pod;
  return exited === undefined || exited.exitCode === 0 || isWell(component) ? undefined : exitReason(component.exitLog);
}

/** The component with this name, where it is expected. */
export function componentNamed(snapshot: Snapshot, name: string): ComponentSymptoms | undefined {
  return snapshot.components.find(({ expected }) => expected.component === name);
}
