import type { X509Certificate } from "node:crypto";
import { der } from "./der.ts";
import type { DerNode } from "./der.ts";
import { OID } from "./object-identifiers.ts";

// Positions in a TBSCertificate whose version is written (RFC 5280, 4.1).
const SUBJECT = 5;
const TAG_EXTENSIONS = 3;

export interface IssuerIdentity {
  /** Its subject, byte for byte: verifiers compare issuer and subject that way. */
  readonly name: DerNode;
  /** Its subject key identifier, where it carries one. */
  readonly keyIdentifier: Uint8Array | undefined;
}

/** What a certificate must repeat of its issuer's (an X.509 v3 certificate). */
export function issuerIdentity(issuer: X509Certificate): IssuerIdentity {
  const [signedPart] = der.parts(der.decode(issuer.raw));
  const fields = signedPart === undefined ? [] : der.parts(signedPart);
  const name = fields[SUBJECT];
  if (name === undefined) {
    throw new TypeError("expected an X.509 v3 certificate");
  }
  const [extensions] = fields.filter((field) => der.isTagged(field, TAG_EXTENSIONS)).flatMap(der.parts);
  return { name, keyIdentifier: extensions === undefined ? undefined : keyIdentifierAmong(der.parts(extensions)) };
}

function keyIdentifierAmong(extensions: readonly DerNode[]): Uint8Array | undefined {
  const wanted = der.content(der.objectIdentifier(OID.subjectKeyIdentifier));
  const parts = extensions.map(der.parts).find(([id]) => id !== undefined && der.content(id).equals(wanted));
  const value = parts?.at(-1);
  return value === undefined ? undefined : der.content(der.decode(der.content(value)));
}
