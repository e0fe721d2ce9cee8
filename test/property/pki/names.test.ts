import { X509Certificate } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NodeEntropy } from "../../../src/adapters/node-entropy.ts";
import { alternativeNames } from "../../../src/desired/pki/alternative-names.ts";
import { buildCertificate } from "../../../src/desired/pki/build-certificate.ts";
import { certificateFacts } from "../../../src/observed/certificates/certificate-facts.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../support/example-specs.ts";
import { PkiHost } from "../../support/pki-host.ts";

const names = fc.array(
  fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.domain().map((name) => name.toLowerCase()),
  ),
  { maxLength: 12 },
);
const commonNames = fc.string({ unit: "binary", minLength: 1, maxLength: 40 }).filter((name) => !name.includes("\0"));

describe("alternativeNames", () => {
  test("loses no entry that is a name or an address, repeats none and is the same when done again", () => {
    fc.assert(
      fc.property(names, (written) => {
        const once = alternativeNames(written);
        const all = [...once.dnsNames, ...once.ipAddresses];
        expect(alternativeNames(all)).toEqual(once);
        expect(new Set(all).size).toBe(all.length);
        for (const name of written) {
          const { dnsNames, ipAddresses } = alternativeNames([name]);
          expect(all).toEqual(expect.arrayContaining([...dnsNames, ...ipAddresses]));
        }
      }),
    );
  });
});

describe("buildCertificate", () => {
  test("what it was asked to say is read back from it", async () => {
    const keys = await new NodeEntropy().makeKeyPair("ECDSA-P256");
    fc.assert(
      fc.property(commonNames, names, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (commonName, written, serial) => {
        const asked = alternativeNames(written);
        const pem = buildCertificate(
          {
            commonName,
            organizations: [],
            ...asked,
            usages: ["serverAuth", "clientAuth"],
            isAuthority: true,
            signedBy: "self",
            algorithm: "ECDSA-P256",
            validityMs: 1000,
            notBefore: "backdated",
          },
          {
            subjectPublicKeyPem: keys.publicKey,
            issuer: "self",
            signingKey: keys.privateKey,
            now: Date.UTC(2026, 0, 1),
            serialHex: serial.toString(16).padStart(16, "0"),
          },
        );
        const certificate = new X509Certificate(pem);
        const facts = certificateFacts(certificate);
        expect(facts.commonName).toBe(commonName);
        expect({ dnsNames: facts.dnsNames, ipAddresses: facts.ipAddresses }).toEqual(asked);
        const read = BigInt(`0x${certificate.serialNumber}`);
        expect(read >= 1n && read < 2n ** 63n - 1n).toBe(true);
      }),
    );
  });
});

describe("renewal", () => {
  test("never loses a name", async () => {
    await fc.assert(
      fc.asyncProperty(names, names, async (first, second) => {
        const host = new PkiHost();
        const facts = () => certificateFacts(new X509Certificate(host.pem("apiserver")));
        const withNames = (certSANs: readonly string[]) =>
          exampleClusterSpec({ apiServer: { ...exampleClusterSpec().apiServer, certSANs } });
        host.cluster = withNames(first);
        await host.run();
        const before = facts();
        host.cluster = withNames(second);
        host.node = exampleNodeSpec({ advertiseAddress: "192.0.2.99" });
        await host.run();
        const wanted = host.certificate("apiserver").request;
        expect(facts().dnsNames).toEqual(expect.arrayContaining([...before.dnsNames, ...wanted.dnsNames]));
        expect(facts().ipAddresses).toEqual(expect.arrayContaining([...before.ipAddresses, ...wanted.ipAddresses]));
      }),
      { numRuns: 15 },
    );
  });
});
