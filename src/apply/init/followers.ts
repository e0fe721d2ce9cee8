import type { Step } from "../../domain/step.ts";
import type { InitPlan } from "./plan-init.ts";

/**
 * The new manifests of controller manager and scheduler, which are written when the API server is ready. Started beside
 * it they take the processor from it, fail to get their lease, and try again only seconds later (decision 0003).
 */
export function followers({ steps }: InitPlan): readonly Step[] {
  return steps.filter(
    ({ resource, change }) =>
      change.kind === "create" &&
      resource.kind === "static-pod" &&
      (resource.component === "kube-controller-manager" || resource.component === "kube-scheduler"),
  );
}
