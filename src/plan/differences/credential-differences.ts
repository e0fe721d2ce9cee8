import type { CertificateFacts, CertificateObservation } from "../../domain/certificate-observation.ts";
import type { Difference } from "../../domain/difference.ts";
import type { KeyPairObservation } from "../../domain/key-pair-observation.ts";
import type { KubeconfigObservation } from "../../domain/kubeconfig-observation.ts";
import type { CertificateResource, KeyPairResource, KubeconfigResource } from "../../domain/resource.ts";
import { KNOWN_AFTER_APPLY, differenceAt } from "./difference-at.ts";

/** What a certificate will say that the present one does not. Its old names stay, and so does its key. */
export function certificateDifferences(
  { request, keyPath }: CertificateResource,
  seen: CertificateObservation,
): readonly Difference[] {
  if (seen.kind !== "present") {
    const hasKey = seen.kind === "absent" && seen.hasKey;
    return [
      differenceAt("subject", undefined, request.commonName),
      ...[...request.dnsNames, ...request.ipAddresses].map((name) => differenceAt("SAN", undefined, name)),
      differenceAt("signed by", undefined, request.signedBy === "self" ? "itself" : request.signedBy),
      ...(hasKey ? [] : [differenceAt(keyPath, undefined, `${request.algorithm}, ${KNOWN_AFTER_APPLY}`)]),
    ];
  }
  const missing = seen.problems.flatMap((problem) => (problem.kind === "missing-sans" ? problem.names : []));
  return [
    ...missing.map((name) => differenceAt("SAN", undefined, name)),
    differenceAt("expires", day(seen.facts.notAfter), KNOWN_AFTER_APPLY),
  ];
}

export function keyPairDifferences(
  { privatePath, publicPath }: KeyPairResource,
  seen: KeyPairObservation,
): readonly Difference[] {
  const made: Difference = { kind: "added", path: publicPath, after: KNOWN_AFTER_APPLY };
  return seen.kind === "present" && seen.hasPrivate
    ? [made]
    : [{ kind: "added", path: privatePath, after: KNOWN_AFTER_APPLY }, made];
}

/** Server and client certificate of a kubeconfig. */
export function kubeconfigDifferences(
  { server, userName }: KubeconfigResource,
  seen: KubeconfigObservation,
): readonly Difference[] {
  if (seen.kind !== "present") {
    return [
      differenceAt("server", undefined, server),
      differenceAt("user", undefined, userName),
      differenceAt("client certificate", undefined, KNOWN_AFTER_APPLY),
    ];
  }
  const hasNewCredential = seen.problems.some(({ kind }) => kind !== "other-server");
  return [
    ...(seen.server === server ? [] : [differenceAt("server", seen.server, server)]),
    ...(hasNewCredential ? [differenceAt("client certificate", described(seen.client), KNOWN_AFTER_APPLY)] : []),
  ];
}

function described(client: CertificateFacts | undefined): string {
  return client === undefined ? "none" : `${client.commonName}, expires ${day(client.notAfter)}`;
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
