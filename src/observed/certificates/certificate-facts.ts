import type { KeyObject, X509Certificate } from "node:crypto";
import type { CertificateFacts } from "../../domain/certificate-observation.ts";
import { parseAddress } from "../../domain/network/ip-address.ts";

const CURVES: Readonly<Record<string, string>> = { prime256v1: "ECDSA-P256", secp384r1: "ECDSA-P384" };
const USAGES: Readonly<Record<string, string>> = {
  "1.3.6.1.5.5.7.3.1": "serverAuth",
  "1.3.6.1.5.5.7.3.2": "clientAuth",
};
// Node quotes a name that could be taken for more than one.
const ALTERNATIVE_NAME = /(?:^|, )(?<type>[^:,]+):(?<value>"(?:[^"\\]|\\.)*"|[^,]*)/gu;

export function certificateFacts(certificate: X509Certificate): CertificateFacts {
  const subject: Readonly<Record<string, unknown>> = { ...certificate.toLegacyObject().subject };
  const names = alternativeNames(certificate.subjectAltName ?? "");
  // Undefined where the extension is absent, which the published types do not say.
  const usages = certificate.keyUsage as readonly string[] | undefined;
  return {
    commonName: texts(subject["CN"]).at(-1) ?? "",
    organizations: texts(subject["O"]),
    issuer: certificate.issuer.replaceAll("\n", ", "),
    dnsNames: names.filter(({ type }) => type === "DNS").map(({ value }) => value),
    ipAddresses: names
      .filter(({ type }) => type === "IP Address")
      .map(({ value }) => parseAddress(value)?.text ?? value),
    notBefore: certificate.validFromDate.getTime(),
    notAfter: certificate.validToDate.getTime(),
    keyAlgorithm: keyAlgorithm(certificate.publicKey),
    usages: usages?.map((usage) => USAGES[usage] ?? usage),
    isAuthority: certificate.ca,
    fingerprint: certificate.fingerprint256.replaceAll(":", "").toLowerCase(),
  };
}

function texts(value: unknown): readonly string[] {
  return [value].flat().filter((text) => typeof text === "string");
}

function alternativeNames(text: string): readonly { readonly type: string; readonly value: string }[] {
  return [...text.matchAll(ALTERNATIVE_NAME)].flatMap(({ groups }) => {
    const { type, value } = groups ?? {};
    return type === undefined || value === undefined ? [] : [{ type, value: unquoted(value) }];
  });
}

function unquoted(value: string): string {
  return value.startsWith('"') ? String(JSON.parse(value)) : value;
}

function keyAlgorithm(key: KeyObject): string {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === "rsa" && modulusLength !== undefined) {
    return `RSA-${modulusLength}`;
  }
  return CURVES[namedCurve ?? ""] ?? namedCurve ?? key.asymmetricKeyType ?? "unknown";
}
