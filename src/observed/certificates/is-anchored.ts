import type { X509Certificate } from "node:crypto";

/**
 * Whether the first certificate of `chain` was signed by one of `anchors`, directly or through authorities that follow
 * it in `chain`. Says nothing about validity in time.
 */
export function isAnchored(chain: readonly X509Certificate[], anchors: readonly X509Certificate[]): boolean {
  const [leaf, ...others] = chain;
  if (leaf === undefined) {
    return false;
  }
  if (anchors.some((anchor) => isIssuedBy(leaf, anchor))) {
    return true;
  }
  const intermediate = others.find((other) => other.ca && isIssuedBy(leaf, other));
  return (
    intermediate !== undefined &&
    isAnchored([intermediate, ...others.filter((other) => other !== intermediate)], anchors)
  );
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}
