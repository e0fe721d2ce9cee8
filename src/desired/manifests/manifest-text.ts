import type { StaticPodView } from "../../domain/static-pod-view.ts";
import type { RenderTemplate } from "../templates.ts";

/** One instance of a component: the canonical one, or a second one beside it. */
export interface InstanceView extends StaticPodView {
  /** A second instance is named and labelled as such, claims no port, and ends after a grace period of its own. */
  readonly isSecond: boolean;
  readonly podName: string;
  readonly terminationGracePeriodSeconds: number;
}

/** The manifest of `view`, all annotations in it. */
export function manifestText(view: InstanceView, render: RenderTemplate): string {
  const { annotations, component, cpuRequest: cpu, env, memoryRequest: memory } = view;
  const [hasCpu, hasMemory] = [cpu !== "", memory !== ""];
  return render(`${component}.yaml`, {
    ...view,
    hasAnnotations: annotations.length > 0,
    hasEnv: env.length > 0,
    requests: { cpu, hasCpu, memory, hasMemory, hasRequests: hasCpu || hasMemory },
  });
}
