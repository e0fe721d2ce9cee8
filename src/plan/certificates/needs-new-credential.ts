import type { KubeconfigProblem } from "../../domain/kubeconfig-observation.ts";
import type { KubeconfigResource } from "../../domain/resource.ts";

const NODE_USER = "system:node:";

/**
 * Whether a kubeconfig's problem goes away with a new client certificate, and nothing is lost by it: the one that the
 * kubeconfig names is gone, or it is that of a Node with another name.
 */
export function needsNewCredential(resource: KubeconfigResource, problem: KubeconfigProblem): boolean {
  switch (problem.kind) {
    case "reference-absent":
      return resource.credential.kind === "rotating" && problem.path === resource.credential.path;
    case "client-certificate":
      return problem.problem.kind === "other-common-name" && resource.request.commonName.startsWith(NODE_USER);
    default:
      return false;
  }
}
