import { X509Certificate, createPrivateKey, createPublicKey, sign } from "node:crypto";
import type { CertificateRequest } from "../../domain/certificate-request.ts";
import type { Confidential } from "../../domain/confidential.ts";
import { issuerKeyMismatch } from "../../errors/pki.ts";
import { certificateExtensions } from "./certificate-extensions.ts";
import { der } from "./der.ts";
import type { DerNode } from "./der.ts";
import { distinguishedName } from "./distinguished-name.ts";
import { issuerIdentity } from "./issuer-identity.ts";
import { signatureScheme } from "./signature-scheme.ts";

const BACKDATED_MS = 5 * 60_000;
const X509_V3 = Uint8Array.of(2);
const MAX_SERIAL = 2n ** 63n - 1n;

export interface CertificateMaterial {
  /** PKIX. */
  readonly subjectPublicKeyPem: string;
  /** `self`: signed with the key that it certifies. Of several certificates in one PEM the first is the issuer. */
  readonly issuer: "self" | { readonly certificatePem: string };
  /** The issuer's key; its own where it is self-signed. */
  readonly signingKey: Confidential<string>;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** 16 random hexadecimal digits, folded into a serial number from [1, 2^63 - 1), kubeadm's range. */
  readonly serialHex: string;
}

/**
 * The certificate in PEM, field for field what kubeadm makes for the same request. Throws a ToolError where the signing
 * key is not the issuer's.
 */
export function buildCertificate(request: CertificateRequest, material: CertificateMaterial): string {
  const key = createPrivateKey(material.signingKey.reveal());
  const issuer = material.issuer === "self" ? undefined : new X509Certificate(material.issuer.certificatePem);
  if (issuer !== undefined && !issuer.checkPrivateKey(key)) {
    throw issuerKeyMismatch(issuer.subject.replaceAll("\n", ", "));
  }
  const scheme = signatureScheme(key);
  const signedPart = toBeSigned(request, material, issuer, scheme.algorithm);
  const signature = sign(scheme.digest, der.encode(signedPart), key);
  const certificate = der.sequence(signedPart, scheme.algorithm, der.bits(signature));
  return verified(new X509Certificate(der.encode(certificate)), issuer, material).toString();
}

function toBeSigned(
  request: CertificateRequest,
  material: CertificateMaterial,
  issuer: X509Certificate | undefined,
  signatureAlgorithm: DerNode,
): DerNode {
  const subject = distinguishedName(request.commonName, request.organizations);
  const publicKey = subjectPublicKey(material.subjectPublicKeyPem);
  const identity = issuer === undefined ? { name: subject, keyIdentifier: undefined } : issuerIdentity(issuer);
  return der.sequence(
    der.wrapped(0, der.integer(X509_V3)),
    der.integer(serialNumber(material.serialHex)),
    signatureAlgorithm,
    identity.name,
    validity(request, material.now, issuer),
    subject,
    publicKey,
    der.wrapped(3, certificateExtensions(request, publicKey, identity.keyIdentifier)),
  );
}

function subjectPublicKey(pem: string): DerNode {
  return der.decode(createPublicKey(pem).export({ type: "spki", format: "der" }));
}

function serialNumber(hex: string): Uint8Array {
  const serial = (BigInt(`0x${hex}`) % (MAX_SERIAL - 1n)) + 1n;
  return Buffer.from(serial.toString(16).padStart(16, "0"), "hex");
}

function validity(request: CertificateRequest, now: number, issuer: X509Certificate | undefined): DerNode {
  const isIssuers = request.notBefore === "of-issuer" && issuer !== undefined;
  const notBefore = isIssuers ? issuer.validFromDate.getTime() : now - BACKDATED_MS;
  return der.sequence(der.time(notBefore), der.time(now + request.validityMs));
}

/** `certificate`, once OpenSSL has read it back and found the signature good. */
function verified(
  certificate: X509Certificate,
  issuer: X509Certificate | undefined,
  material: CertificateMaterial,
): X509Certificate {
  const isItsKey = certificate.publicKey.equals(createPublicKey(material.subjectPublicKeyPem));
  const isSigned = certificate.verify((issuer ?? certificate).publicKey);
  if (!isItsKey || !isSigned || !certificate.checkIssued(issuer ?? certificate)) {
    throw new Error(`built a certificate that does not verify: ${certificate.subject}`);
  }
  return certificate;
}
