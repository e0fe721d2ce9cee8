import { X509Certificate } from "node:crypto";

const BEGIN = /-----BEGIN CERTIFICATE-----/gu;
const BLOCK = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu;

/** The certificates in a PEM file, in order; none where there is none or one of them cannot be parsed. */
export function parseCertificates(pem: string): readonly X509Certificate[] {
  const blocks = pem.match(BLOCK) ?? [];
  if (blocks.length !== pem.match(BEGIN)?.length) {
    return [];
  }
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    return [];
  }
}
