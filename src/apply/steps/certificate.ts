import { X509Certificate, createPrivateKey } from "node:crypto";
import type { CertificateRequest } from "../../domain/certificate-request.ts";
import type { CertificateResource } from "../../domain/resource.ts";
import type { Change } from "../../domain/step.ts";
import { alternativeNames } from "../../desired/pki/alternative-names.ts";
import { pkiFileAppeared } from "../../errors/pki.ts";
import { certificateFacts } from "../../observed/certificates/certificate-facts.ts";
import { parseCertificates } from "../../observed/certificates/parse-certificates.ts";
import type { KeyPairPem } from "../../ports/entropy.ts";
import { writeFile } from "../write-file.ts";
import { issueCertificate } from "./issue-certificate.ts";
import { keyOnDisk } from "./key-on-disk.ts";
import { CERTIFICATE_MODE, PKI_OWNER } from "./pki-context.ts";
import type { PkiContext, PkiPorts } from "./pki-context.ts";
import { readIfPresent, readRequired } from "./read-pki-file.ts";

/**
 * Makes a certificate, or makes one anew that keeps its key and its names. The key is written first, so that a run that
 * dies in between leaves a key for which the next run makes the certificate. Can be repeated.
 */
export async function applyCertificate(
  resource: CertificateResource,
  change: Change,
  context: PkiContext,
  ports: PkiPorts,
): Promise<void> {
  switch (change.kind) {
    case "keep":
      return;
    case "create":
      return createCertificate(resource, context, ports);
    case "replace":
      return renewCertificate(resource, context, ports);
  }
}

async function createCertificate(resource: CertificateResource, context: PkiContext, ports: PkiPorts): Promise<void> {
  const existing = await readIfPresent(resource.certPath, ports.files);
  const keys = await keyOnDisk(resource.keyPath, resource.request.algorithm, context.transactionId, ports);
  if (existing === undefined) {
    return writeCertificate(resource, resource.request, keys, context, ports);
  }
  if (!isFor(keys, existing)) {
    throw pkiFileAppeared(resource.certPath);
  }
}

async function renewCertificate(resource: CertificateResource, context: PkiContext, ports: PkiPorts): Promise<void> {
  const existing = await readRequired(resource.certPath, ports.files);
  const keys = await keyOnDisk(resource.keyPath, resource.request.algorithm, context.transactionId, ports);
  await writeCertificate(resource, withNamesOf(resource.request, existing), keys, context, ports);
}

async function writeCertificate(
  resource: CertificateResource,
  request: CertificateRequest,
  keys: KeyPairPem,
  context: PkiContext,
  ports: PkiPorts,
): Promise<void> {
  const text = await issueCertificate(request, keys, context, ports);
  const target = { path: resource.certPath, text, mode: CERTIFICATE_MODE, owner: PKI_OWNER };
  await writeFile(target, ports.files, context.transactionId);
}

/** `request` with the names of the certificate `pem` too. Those of `request` go first among addresses. */
function withNamesOf(request: CertificateRequest, pem: string): CertificateRequest {
  const [certificate] = parseCertificates(pem);
  const old = certificate === undefined ? undefined : certificateFacts(certificate);
  const names = [...request.dnsNames, ...request.ipAddresses, ...(old?.dnsNames ?? []), ...(old?.ipAddresses ?? [])];
  return { ...request, ...alternativeNames(names) };
}

function isFor(keys: KeyPairPem, pem: string): boolean {
  try {
    return new X509Certificate(pem).checkPrivateKey(createPrivateKey(keys.privateKey.reveal()));
  } catch {
    return false;
  }
}
