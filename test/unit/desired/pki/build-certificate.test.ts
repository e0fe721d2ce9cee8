import { X509Certificate } from "node:crypto";
import { writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { NodeEntropy } from "../../../../src/adapters/node-entropy.ts";
import { buildCertificate } from "../../../../src/desired/pki/build-certificate.ts";
import type { CertificateRequest } from "../../../../src/domain/certificate-request.ts";
import { below } from "../../../../src/domain/absolute-path.ts";
import { Confidential } from "../../../../src/domain/confidential.ts";
import type { KeyAlgorithm } from "../../../../src/domain/key-algorithm.ts";
import type { KeyPairPem } from "../../../../src/ports/entropy.ts";
import { openssl } from "../../../support/openssl.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

const NOW = Date.UTC(2026, 0, 1);
const YEAR_MS = 365 * 86_400_000;
const SERIAL = "00000000deadbeef";
const entropy = new NodeEntropy();

const AUTHORITY: CertificateRequest = {
  commonName: "kubernetes",
  organizations: [],
  dnsNames: ["kubernetes"],
  ipAddresses: [],
  usages: [],
  isAuthority: true,
  signedBy: "self",
  algorithm: "ECDSA-P256",
  validityMs: 10 * YEAR_MS,
  notBefore: "backdated",
};
const LEAF: CertificateRequest = {
  ...AUTHORITY,
  commonName: "kube-apiserver",
  dnsNames: ["cp1", "kubernetes"],
  ipAddresses: ["10.96.0.1", "fd00::1"],
  usages: ["serverAuth"],
  isAuthority: false,
  signedBy: "ca",
  validityMs: YEAR_MS,
};

function selfSigned(keys: KeyPairPem, changes: Partial<CertificateRequest> = {}, now = NOW): string {
  const material = { subjectPublicKeyPem: keys.publicKey, issuer: "self", signingKey: keys.privateKey } as const;
  return buildCertificate({ ...AUTHORITY, ...changes }, { ...material, now, serialHex: SERIAL });
}
function signed(
  ca: { readonly keys: KeyPairPem; readonly pem: string },
  keys: KeyPairPem,
  changes: Partial<CertificateRequest> = {},
  serialHex = SERIAL,
): string {
  return buildCertificate(
    { ...LEAF, ...changes },
    {
      subjectPublicKeyPem: keys.publicKey,
      issuer: { certificatePem: ca.pem },
      signingKey: ca.keys.privateKey,
      now: NOW,
      serialHex,
    },
  );
}

let keys: KeyPairPem;
let ca: { readonly keys: KeyPairPem; readonly pem: string };
beforeAll(async () => {
  keys = await entropy.makeKeyPair("ECDSA-P256");
  const own = await entropy.makeKeyPair("ECDSA-P256");
  ca = { keys: own, pem: selfSigned(own) };
});

describe("buildCertificate", () => {
  test.each<[KeyAlgorithm, KeyAlgorithm]>([
    ["ECDSA-P256", "ECDSA-P256"],
    ["ECDSA-P384", "ECDSA-P256"],
    ["RSA-2048", "RSA-2048"],
    ["RSA-2048", "ECDSA-P384"],
    ["ECDSA-P256", "RSA-2048"],
  ])("openssl verifies the chain: %s signs %s", async (issuer, subject) => {
    const issuerKeys = await entropy.makeKeyPair(issuer);
    const pem = selfSigned(issuerKeys);
    const leaf = signed({ keys: issuerKeys, pem }, await entropy.makeKeyPair(subject));
    const directory = temporaryDirectory();
    writeFileSync(below(directory, "ca.crt"), pem);
    writeFileSync(below(directory, "leaf.crt"), leaf);
    const verdict = openssl([
      ...["verify", "-x509_strict", "-purpose", "sslserver", "-attime", String(NOW / 1000)],
      ...["-verify_ip", "10.96.0.1", "-verify_hostname", "cp1"],
      ...["-CAfile", below(directory, "ca.crt"), below(directory, "leaf.crt")],
    ]);
    expect(verdict).toBe(`${directory}/leaf.crt: OK\n`);
  });

  test("it is valid from five minutes ago until its validity from now", () => {
    const leaf = new X509Certificate(signed(ca, keys));
    expect(leaf.validFromDate.getTime()).toBe(NOW - 300_000);
    expect(leaf.validToDate.getTime()).toBe(NOW + YEAR_MS);
  });
  test("inside a kubeconfig it begins with its issuer", () => {
    const older = { keys: ca.keys, pem: selfSigned(ca.keys, {}, NOW - YEAR_MS) };
    const leaf = new X509Certificate(signed(older, keys, { notBefore: "of-issuer" }));
    expect(leaf.validFromDate.getTime()).toBe(NOW - YEAR_MS - 300_000);
    expect(leaf.validToDate.getTime()).toBe(NOW + YEAR_MS);
  });
  test("times from 2050 on are written in four digits", () => {
    const far = new X509Certificate(selfSigned(keys, { validityMs: 30 * YEAR_MS }));
    expect(far.validToDate.getTime()).toBe(NOW + 30 * YEAR_MS);
    expect(openssl(["asn1parse"], far.toString())).toMatch(/UTCTIME[^\n]*\n[^\n]*GENERALIZEDTIME/u);
  });
  test("all organizations stand in one set, in DER's order, before the common name", () => {
    const pem = signed(ca, keys, { organizations: ["system:nodes", "a"], commonName: "system:node:cp1" });
    expect(openssl(["x509", "-noout", "-subject"], pem)).toBe(
      "subject=O = a + O = system:nodes, CN = system:node:cp1\n",
    );
  });
  test("a name beyond PrintableString is written in UTF-8", () => {
    const pem = signed(ca, keys, { commonName: "knöten_1" });
    expect(new X509Certificate(pem).toLegacyObject().subject.CN).toBe("knöten_1");
  });
  test("it repeats the name of an issuer that was made by another tool, byte for byte", async () => {
    const directory = temporaryDirectory();
    const [keyFile, certFile] = [below(directory, "ca.key"), below(directory, "ca.crt")];
    const subject = "/C=DE/O=Example, Inc./OU=ops/CN=Example Root";
    openssl([
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30"],
      ...["-subj", subject, "-keyout", keyFile, "-out", certFile],
    ]);
    const pem = openssl(["x509", "-in", certFile]);
    const leaf = signed(
      { pem, keys: { ...keys, privateKey: new Confidential(openssl(["pkey", "-in", keyFile])) } },
      keys,
    );
    expect(openssl(["verify", "-no_check_time", "-CAfile", certFile], leaf)).toBe("stdin: OK\n");
    // OpenSSL identifies keys by SHA-1 and the issuer's own identifier must be repeated, whatever it is.
    const identifier = /Key Identifier:\s+([0-9A-F:]+)/u;
    const ofIssuer = identifier.exec(openssl(["x509", "-noout", "-ext", "subjectKeyIdentifier"], pem))?.[1];
    expect(ofIssuer).toBeDefined();
    expect(openssl(["x509", "-noout", "-ext", "authorityKeyIdentifier"], leaf)).toContain(ofIssuer);
  });
  test("a key that is not the issuer's signs nothing", () => {
    expect(() => signed({ pem: ca.pem, keys }, keys)).toThrowError(
      expect.objectContaining({ code: "IssuerKeyMismatch" }),
    );
  });
  test.each(["0000000000000000", "7ffffffffffffffe", "7fffffffffffffff", "ffffffffffffffff", "8000000000000000"])(
    "the serial number made from %s is positive and below 2^63 - 1",
    (hex) => {
      const serial = BigInt(`0x${new X509Certificate(signed(ca, keys, {}, hex)).serialNumber}`);
      expect(serial >= 1n && serial < 2n ** 63n - 1n).toBe(true);
    },
  );
});
