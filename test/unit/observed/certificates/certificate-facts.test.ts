import { X509Certificate } from "node:crypto";
import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { below } from "../../../../src/domain/absolute-path.ts";
import type { AbsolutePath } from "../../../../src/domain/absolute-path.ts";
import { certificateFacts } from "../../../../src/observed/certificates/certificate-facts.ts";
import { isAnchored } from "../../../../src/observed/certificates/is-anchored.ts";
import { openssl } from "../../../support/openssl.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

/** A certificate made by openssl, with its key below `directory`; self-signed without `issuer`. */
function made(directory: AbsolutePath, name: string, extensions: readonly string[], issuer?: string): X509Certificate {
  const [key, certificate] = [below(directory, `${name}.key`), below(directory, `${name}.crt`)];
  const pem = openssl([
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30"],
    ...["-keyout", key, "-subj", `/O=one/O=two, three/CN=${name}`],
    ...extensions.flatMap((extension) => ["-addext", extension]),
    ...(issuer === undefined
      ? []
      : ["-CA", below(directory, `${issuer}.crt`), "-CAkey", below(directory, `${issuer}.key`)]),
  ]);
  writeFileSync(certificate, pem);
  return new X509Certificate(pem);
}

const AUTHORITY = ["keyUsage=critical,keyCertSign"];
const LEAF = ["basicConstraints=critical,CA:FALSE"];

describe("certificateFacts", () => {
  test("names of other kinds are passed over, addresses are canonical", () => {
    const names =
      "subjectAltName=email:a@b.example,DNS:*.x.example,URI:http://u.example/,IP:::1,DNS:y.example,IP:10.0.0.1";
    const facts = certificateFacts(made(temporaryDirectory(), "mixed", [names, "extendedKeyUsage=serverAuth,1.2.3.4"]));
    expect(facts).toMatchObject({
      commonName: "mixed",
      organizations: ["one", "two, three"],
      dnsNames: ["*.x.example", "y.example"],
      ipAddresses: ["::1", "10.0.0.1"],
      usages: ["serverAuth", "1.2.3.4"],
      keyAlgorithm: "ECDSA-P256",
      isAuthority: true,
    });
  });
  test("a name cannot pretend to be two", () => {
    const directory = temporaryDirectory();
    const configuration = below(directory, "evil.cnf");
    writeFileSync(
      configuration,
      '[req]\ndistinguished_name=d\nprompt=no\nx509_extensions=e\n[d]\nCN=evil\n[e]\nsubjectAltName=@n\n[n]\nDNS.1="a, DNS:b.example"\n',
    );
    const pem = openssl([
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1"],
      ...["-keyout", below(directory, "evil.key"), "-config", configuration],
    ]);
    expect(certificateFacts(new X509Certificate(pem)).dnsNames).toEqual(["a, DNS:b.example"]);
  });
  test("without extensions every use is allowed", () => {
    const facts = certificateFacts(made(temporaryDirectory(), "bare", LEAF));
    expect(facts).toMatchObject({ dnsNames: [], ipAddresses: [], usages: undefined, isAuthority: false });
    expect(facts.fingerprint).toMatch(/^[0-9a-f]{64}$/u);
  });
});

test("a chain leads to its anchor through its own intermediates, and through authorities only", () => {
  const directory = temporaryDirectory();
  const root = made(directory, "root", AUTHORITY);
  const intermediate = made(directory, "intermediate", AUTHORITY, "root");
  const leaf = made(directory, "leaf", LEAF, "intermediate");
  const other = made(directory, "other", AUTHORITY);
  expect(isAnchored([leaf, intermediate], [root])).toBe(true);
  expect(isAnchored([leaf], [other, intermediate])).toBe(true);
  expect(isAnchored([leaf], [root])).toBe(false);
  expect(isAnchored([leaf, intermediate], [other])).toBe(false);
  expect(isAnchored([leaf, other, leaf], [root])).toBe(false);
  const forged = made(directory, "forged", LEAF, "leaf");
  expect(isAnchored([forged, leaf, intermediate], [root])).toBe(false);
  expect(isAnchored([], [root])).toBe(false);
});
