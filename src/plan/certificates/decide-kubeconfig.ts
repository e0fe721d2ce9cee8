import type { Decision } from "../../domain/decision.ts";
import type { KubeconfigObservation, KubeconfigProblem } from "../../domain/kubeconfig-observation.ts";
import type { KubeconfigResource } from "../../domain/resource.ts";
import { unreachable } from "../../domain/unreachable.ts";
import type { IssuerAvailability } from "./decide-certificate.ts";
import { mustBeProvided, otherContent, unreadableFile } from "./explain-file-problem.ts";
import { explainKubeconfigProblem } from "./explain-kubeconfig-problem.ts";
import { needsNewCredential } from "./needs-new-credential.ts";

/** What a kubeconfig needs. Corrected is only its server, or a Node's own credential; anything else is never overwritten. */
export function decideKubeconfig(
  resource: KubeconfigResource,
  observation: KubeconfigObservation,
  issuer: IssuerAvailability,
): Decision {
  const check = `Kubeconfig-${resource.id}`;
  switch (observation.kind) {
    case "absent":
      if (!issuer.isIssuerKeyAvailable) {
        return { kind: "reject", findings: [mustBeProvided(check, [resource.path], resource.authority)] };
      }
      return observation.problems.length === 0 ? { kind: "create" } : reject(resource, observation.problems, issuer);
    case "unreadable":
      return { kind: "reject", findings: [unreadableFile(check, observation.path, observation.reason)] };
    case "not-a-kubeconfig":
      return {
        kind: "reject",
        findings: [otherContent(check, observation.path, "a kubeconfig with a current context")],
      };
    case "present":
      return decidePresent(resource, observation.problems, issuer);
    default:
      return unreachable(observation);
  }
}

function decidePresent(
  resource: KubeconfigResource,
  problems: readonly KubeconfigProblem[],
  issuer: IssuerAvailability,
): Decision {
  const grave = problems.filter(
    (problem) => !isCorrectable(problem, resource, issuer) && !isTolerated(problem, resource),
  );
  if (grave.length > 0) {
    return reject(resource, grave, issuer);
  }
  const because = problems
    .filter((problem) => isCorrectable(problem, resource, issuer))
    .map((problem) => explainKubeconfigProblem(problem, resource, true).what);
  // The same file is named as certificate and as key.
  return because.length === 0 ? { kind: "keep" } : { kind: "replace", because: [...new Set(because)] };
}

function isCorrectable(problem: KubeconfigProblem, resource: KubeconfigResource, issuer: IssuerAvailability): boolean {
  return problem.kind === "other-server" || (issuer.isIssuerKeyAvailable && needsNewCredential(resource, problem));
}

/** A kubeconfig of somebody else is taken as it is, as kubeadm does; only a Node's must be that Node's. */
function isTolerated(problem: KubeconfigProblem, resource: KubeconfigResource): boolean {
  return (
    problem.kind === "client-certificate" &&
    problem.problem.kind === "other-common-name" &&
    !needsNewCredential(resource, problem)
  );
}

function reject(
  resource: KubeconfigResource,
  problems: readonly KubeconfigProblem[],
  issuer: IssuerAvailability,
): Decision {
  const findings = problems.map((problem) => explainKubeconfigProblem(problem, resource, issuer.isIssuerKeyAvailable));
  return { kind: "reject", findings };
}
