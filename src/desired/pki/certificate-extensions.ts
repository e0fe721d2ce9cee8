import { createHash } from "node:crypto";
import ipaddr from "ipaddr.js";
import type { CertificateRequest } from "../../domain/certificate-request.ts";
import { der } from "./der.ts";
import type { DerNode } from "./der.ts";
import { OID } from "./object-identifiers.ts";

const TAG_DNS_NAME = 2;
const TAG_IP_ADDRESS = 7;
const TAG_KEY_IDENTIFIER = 0;
const KEY_IDENTIFIER_BYTES = 20;
// digitalSignature is bit 0, keyEncipherment bit 2, keyCertSign bit 5; kubeadm sets keyEncipherment for ECDSA too.
const KEY_USAGE = { leaf: { byte: 0b1010_0000, unused: 5 }, authority: { byte: 0b1010_0100, unused: 2 } };

/**
 * The extensions of a certificate, in the order in which Go's crypto/x509 writes them. `subjectPublicKey` is its
 * SubjectPublicKeyInfo, `issuerKeyIdentifier` undefined for a self-signed one or where the issuer carries none.
 */
export function certificateExtensions(
  request: CertificateRequest,
  subjectPublicKey: DerNode,
  issuerKeyIdentifier: Uint8Array | undefined,
): DerNode {
  const { byte, unused } = request.isAuthority ? KEY_USAGE.authority : KEY_USAGE.leaf;
  const extensions = [extension(OID.keyUsage, true, der.bits(Uint8Array.of(byte), unused))];
  if (request.usages.length > 0) {
    const usages = request.usages.map((usage) => der.objectIdentifier(OID[usage]));
    extensions.push(extension(OID.extKeyUsage, false, der.sequence(...usages)));
  }
  const constraints = request.isAuthority ? der.sequence(der.boolean(true)) : der.sequence();
  extensions.push(extension(OID.basicConstraints, true, constraints));
  if (request.isAuthority) {
    extensions.push(extension(OID.subjectKeyIdentifier, false, der.octets(keyIdentifier(subjectPublicKey))));
  }
  if (issuerKeyIdentifier !== undefined) {
    const identifier = der.sequence(der.tagged(TAG_KEY_IDENTIFIER, issuerKeyIdentifier));
    extensions.push(extension(OID.authorityKeyIdentifier, false, identifier));
  }
  const names = alternativeNames(request);
  if (names.length > 0) {
    extensions.push(extension(OID.subjectAltName, false, der.sequence(...names)));
  }
  return der.sequence(...extensions);
}

function extension(id: string, isCritical: boolean, value: DerNode): DerNode {
  const critical = isCritical ? [der.boolean(true)] : [];
  return der.sequence(der.objectIdentifier(id), ...critical, der.octets(der.encode(value)));
}

/** RFC 7093, section 2, method 1, as Go does since 1.25: the first 160 bits of the key's SHA-256. */
function keyIdentifier(subjectPublicKey: DerNode): Uint8Array {
  const [, bits] = der.parts(subjectPublicKey);
  if (bits === undefined) {
    throw new TypeError("expected a SubjectPublicKeyInfo");
  }
  // The first byte of a BIT STRING counts its unused bits.
  const key = der.content(bits).subarray(1);
  return createHash("sha256").update(key).digest().subarray(0, KEY_IDENTIFIER_BYTES);
}

function alternativeNames(request: CertificateRequest): readonly DerNode[] {
  return [
    ...request.dnsNames.map((name) => der.tagged(TAG_DNS_NAME, Buffer.from(name, "ascii"))),
    ...request.ipAddresses.map((address) =>
      der.tagged(TAG_IP_ADDRESS, Uint8Array.from(ipaddr.process(address).toByteArray())),
    ),
  ];
}
