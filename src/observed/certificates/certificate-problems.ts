import type { KeyObject, X509Certificate } from "node:crypto";
import type { CertificateFacts, CertificateProblem } from "../../domain/certificate-observation.ts";
import type { CertificateRequest } from "../../domain/certificate-request.ts";
import { isAnchored } from "./is-anchored.ts";

export interface Examined {
  /** First the certificate itself, then authorities that came with it. */
  readonly chain: readonly [X509Certificate, ...X509Certificate[]];
  readonly facts: CertificateFacts;
  /** Undefined where it could not be had. */
  readonly key: KeyObject | undefined;
}

/**
 * What keeps a certificate from serving as `request` says. `issuers` are those of the authority that it should be
 * signed by, undefined where that is not on the host. A missing key is not this function's matter.
 */
export function certificateProblems(
  request: CertificateRequest,
  { chain, facts, key }: Examined,
  issuers: readonly X509Certificate[] | undefined,
  now: number,
): readonly CertificateProblem[] {
  return [
    ...timeProblems(facts, now),
    ...(request.isAuthority ? authorityProblems(facts) : leafProblems(request, facts)),
    ...(request.signedBy === "self" ? [] : issuerProblems(chain, facts, issuers)),
    ...(key === undefined || chain[0].checkPrivateKey(key) ? [] : [{ kind: "key-mismatch" } as const]),
  ];
}

function timeProblems(facts: CertificateFacts, now: number): readonly CertificateProblem[] {
  return [
    ...(now > facts.notAfter ? [{ kind: "expired", notAfter: facts.notAfter } as const] : []),
    ...(now < facts.notBefore ? [{ kind: "not-yet-valid", notBefore: facts.notBefore } as const] : []),
  ];
}

function authorityProblems(facts: CertificateFacts): readonly CertificateProblem[] {
  return facts.isAuthority ? [] : [{ kind: "not-an-authority" }];
}

function leafProblems(request: CertificateRequest, facts: CertificateFacts): readonly CertificateProblem[] {
  const names = [
    ...request.dnsNames.filter((name) => !facts.dnsNames.includes(name)),
    ...request.ipAddresses.filter((address) => !facts.ipAddresses.includes(address)),
  ];
  const missing = request.usages.filter((usage) => facts.usages !== undefined && !facts.usages.includes(usage));
  return [
    ...(names.length === 0 ? [] : [{ kind: "missing-sans", names } as const]),
    ...(missing.length === 0 ? [] : [{ kind: "wrong-usages", missing } as const]),
    ...(facts.commonName === request.commonName
      ? []
      : [{ kind: "other-common-name", found: facts.commonName } as const]),
  ];
}

function issuerProblems(
  chain: readonly X509Certificate[],
  facts: CertificateFacts,
  issuers: readonly X509Certificate[] | undefined,
): readonly CertificateProblem[] {
  if (issuers === undefined) {
    return [{ kind: "issuer-absent" }];
  }
  return isAnchored(chain, issuers) ? [] : [{ kind: "foreign-issuer", issuer: facts.issuer }];
}
