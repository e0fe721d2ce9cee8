import type { CertificateObservation, CertificateProblem, KeyProblem } from "../../domain/certificate-observation.ts";
import type { Decision } from "../../domain/decision.ts";
import type { Finding } from "../../domain/finding.ts";
import type { CertificateResource } from "../../domain/resource.ts";
import { unreachable } from "../../domain/unreachable.ts";
import { explainCertificateProblem } from "./explain-certificate-problem.ts";
import { mustBeProvided, otherContent, unreadableFile } from "./explain-file-problem.ts";

export interface IssuerAvailability {
  /** Whether the authority's key is on this host, or will be made by this plan. True for an authority itself. */
  readonly isIssuerKeyAvailable: boolean;
}

/**
 * What a certificate needs. One that is there and cannot serve is never overwritten, with one exception: where only
 * names are missing, it is made anew with the old names and the missing ones, for the same key.
 */
export function decideCertificate(
  resource: CertificateResource,
  observation: CertificateObservation,
  issuer: IssuerAvailability,
): Decision {
  switch (observation.kind) {
    case "absent":
      return decideAbsent(resource, observation.problems, issuer);
    case "unreadable":
      return reject(unreadableFile(checkOf(resource), observation.path, observation.reason));
    case "not-a-certificate":
      return reject(otherContent(checkOf(resource), observation.path, "a certificate"));
    case "present":
      return decidePresent(resource, observation.problems, issuer);
    default:
      return unreachable(observation);
  }
}

function decideAbsent(
  resource: CertificateResource,
  problems: readonly KeyProblem[],
  issuer: IssuerAvailability,
): Decision {
  if (!issuer.isIssuerKeyAvailable) {
    const paths = [resource.certPath, resource.keyPath];
    return reject(mustBeProvided(checkOf(resource), paths, resource.request.signedBy));
  }
  const findings = problems.map((problem) => explain(problem, resource, issuer));
  return findings.length === 0 ? { kind: "create" } : reject(...findings);
}

function decidePresent(
  resource: CertificateResource,
  problems: readonly CertificateProblem[],
  issuer: IssuerAvailability,
): Decision {
  // kubeadm takes a certificate that was issued to another name, and so it is with certificates that users provide.
  const grave = problems.filter(({ kind }) => kind !== "other-common-name");
  const missing = grave.flatMap((problem) => (problem.kind === "missing-sans" ? problem.names : []));
  if (grave.length === 0) {
    return { kind: "keep" };
  }
  if (grave.every(({ kind }) => kind === "missing-sans") && issuer.isIssuerKeyAvailable) {
    return { kind: "replace", because: missing.map((name) => `it does not carry ${name}`) };
  }
  return reject(...grave.map((problem) => explain(problem, resource, issuer)));
}

function explain(problem: CertificateProblem, resource: CertificateResource, issuer: IssuerAvailability): Finding {
  const { signedBy } = resource.request;
  const isAuthority = signedBy === "self";
  return explainCertificateProblem(problem, {
    check: checkOf(resource),
    certPath: resource.certPath,
    keyPath: resource.keyPath,
    signedBy: isAuthority ? undefined : signedBy,
    // A new authority would leave everything that the old one signed without an issuer.
    isRenewable: issuer.isIssuerKeyAvailable && !isAuthority,
  });
}

function checkOf(resource: CertificateResource): string {
  return `Certificate-${resource.id}`;
}

function reject(...findings: readonly Finding[]): Decision {
  return { kind: "reject", findings };
}
