import type { CertificateRequest } from "../../domain/certificate-request.ts";
import { Confidential } from "../../domain/confidential.ts";
import { buildCertificate } from "../../desired/pki/build-certificate.ts";
import { issuerKeyAbsent } from "../../errors/pki.ts";
import type { KeyPairPem } from "../../ports/entropy.ts";
import type { PkiContext, PkiPorts } from "./pki-context.ts";
import { readIfPresent, readRequired } from "./read-pki-file.ts";

const SERIAL_BYTES = 8;

/** A certificate in PEM for `keys`, signed as `request` says, with the authority's files as they are now. */
export async function issueCertificate(
  request: CertificateRequest,
  keys: KeyPairPem,
  context: PkiContext,
  ports: PkiPorts,
): Promise<string> {
  const { issuer, signingKey } = await signer(request, keys, context, ports);
  return buildCertificate(request, {
    subjectPublicKeyPem: keys.publicKey,
    issuer,
    signingKey,
    now: ports.clock.now(),
    serialHex: ports.entropy.hex(SERIAL_BYTES),
  });
}

async function signer(
  request: CertificateRequest,
  keys: KeyPairPem,
  { authorities }: PkiContext,
  { files }: PkiPorts,
): Promise<{ issuer: "self" | { certificatePem: string }; signingKey: Confidential<string> }> {
  if (request.signedBy === "self") {
    return { issuer: "self", signingKey: keys.privateKey };
  }
  const authority = authorities.get(request.signedBy);
  if (authority === undefined) {
    throw new Error(`no authority ${request.signedBy} among those of this run`);
  }
  const [certificatePem, key] = await Promise.all([
    readRequired(authority.certPath, files),
    readIfPresent(authority.keyPath, files),
  ]);
  if (key === undefined) {
    throw issuerKeyAbsent(authority.keyPath);
  }
  return { issuer: { certificatePem }, signingKey: new Confidential(key) };
}
