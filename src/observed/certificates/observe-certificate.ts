import type { CertificateObservation } from "../../domain/certificate-observation.ts";
import type { CertificateResource } from "../../domain/resource.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { certificateFacts } from "./certificate-facts.ts";
import { certificateProblems } from "./certificate-problems.ts";
import { parseCertificates } from "./parse-certificates.ts";
import { readPrivateKey } from "./read-private-key.ts";
import type { PrivateKeyReading } from "./read-private-key.ts";

/**
 * A certificate and its key as they are on the host. `issuerPem` is the file of the authority that should have signed
 * it, undefined where that is not there (and for an authority itself). `now` in milliseconds since 1970.
 */
export async function observeCertificate(
  resource: CertificateResource,
  issuerPem: string | undefined,
  files: FileSystem,
  now: number,
): Promise<CertificateObservation> {
  const [text, key] = await Promise.all([files.readText(resource.certPath), readPrivateKey(resource.keyPath, files)]);
  switch (text.kind) {
    case "absent":
      return { kind: "absent", hasKey: !key.isAbsent, problems: key.isAbsent ? [] : key.problems };
    case "unreadable":
      return { kind: "unreadable", path: resource.certPath, reason: text.reason };
    case "present":
      return observePem(resource, text.value, key, issuerPem, now);
  }
}

function observePem(
  resource: CertificateResource,
  pem: string,
  key: PrivateKeyReading,
  issuerPem: string | undefined,
  now: number,
): CertificateObservation {
  const [first, ...others] = parseCertificates(pem);
  if (first === undefined) {
    return { kind: "not-a-certificate", path: resource.certPath };
  }
  const facts = certificateFacts(first);
  const issuers = issuerPem === undefined ? undefined : parseCertificates(issuerPem);
  const problems = certificateProblems(
    resource.request,
    { chain: [first, ...others], facts, key: key.key },
    issuers,
    now,
  );
  // An authority's key may be elsewhere: kubeadm's external CA mode.
  const isKeyElsewhere = key.isAbsent && resource.request.isAuthority;
  return {
    kind: "present",
    facts,
    pem,
    hasKey: !key.isAbsent,
    problems: isKeyElsewhere ? problems : [...problems, ...key.problems],
  };
}
