import type { Decision } from "../../domain/decision.ts";
import type { KeyPairObservation } from "../../domain/key-pair-observation.ts";
import type { KeyPairResource } from "../../domain/resource.ts";
import { unreachable } from "../../domain/unreachable.ts";
import { explainCertificateProblem } from "./explain-certificate-problem.ts";
import { mustBeProvided, unreadableFile } from "./explain-file-problem.ts";

/**
 * What a key pair needs. A private key is never replaced; a public one that is missing is made from it. Where the
 * cluster's authority is external, so are these keys: every node needs the same.
 */
export function decideKeyPair(
  resource: KeyPairResource,
  observation: KeyPairObservation,
  { isAuthorityExternal }: { readonly isAuthorityExternal: boolean },
): Decision {
  const check = `KeyPair-${resource.id}`;
  switch (observation.kind) {
    case "absent":
      return isAuthorityExternal
        ? { kind: "reject", findings: [mustBeProvided(check, [resource.privatePath, resource.publicPath], "ca")] }
        : { kind: "create" };
    case "unreadable":
      return { kind: "reject", findings: [unreadableFile(check, observation.path, observation.reason)] };
    case "present": {
      const place = { check, certPath: resource.publicPath, keyPath: resource.privatePath };
      const findings = observation.problems.map((problem) =>
        explainCertificateProblem(problem, { ...place, signedBy: undefined, isRenewable: false }),
      );
      if (findings.length > 0) {
        return { kind: "reject", findings };
      }
      return observation.hasPublic ? { kind: "keep" } : { kind: "create" };
    }
    default:
      return unreachable(observation);
  }
}
