import { createPrivateKey, createPublicKey } from "node:crypto";
import { describe, expect, test } from "vitest";
import { NodeEntropy } from "../../src/adapters/node-entropy.ts";
import { KEY_ALGORITHMS } from "../../src/domain/key-algorithm.ts";

const DETAILS: Readonly<Record<(typeof KEY_ALGORITHMS)[number], object>> = {
  "RSA-2048": { modulusLength: 2048, publicExponent: 65537n },
  "RSA-3072": { modulusLength: 3072, publicExponent: 65537n },
  "RSA-4096": { modulusLength: 4096, publicExponent: 65537n },
  "ECDSA-P256": { namedCurve: "prime256v1" },
  "ECDSA-P384": { namedCurve: "secp384r1" },
};

describe("Entropy: of this host", () => {
  const entropy = new NodeEntropy();

  test.each(KEY_ALGORITHMS)("a key pair is of its algorithm, in the formats kubeadm uses: %s", async (algorithm) => {
    const { privateKey, publicKey } = await entropy.makeKeyPair(algorithm);
    const pem = privateKey.reveal();
    const type = algorithm.startsWith("RSA") ? "RSA PRIVATE KEY" : "EC PRIVATE KEY";
    expect(pem.startsWith(`-----BEGIN ${type}-----\n`)).toBe(true);
    expect(publicKey.startsWith("-----BEGIN PUBLIC KEY-----\n")).toBe(true);
    expect(createPublicKey(createPrivateKey(pem)).equals(createPublicKey(publicKey))).toBe(true);
    expect(createPrivateKey(pem).asymmetricKeyDetails).toEqual(DETAILS[algorithm]);
  });
  test("several keys are made at once, and no two are the same", async () => {
    const pairs = await Promise.all(Array.from({ length: 8 }, () => entropy.makeKeyPair("ECDSA-P256")));
    expect(new Set(pairs.map(({ publicKey }) => publicKey)).size).toBe(8);
  });
  test("a private key does not show itself", async () => {
    const pair = await entropy.makeKeyPair("ECDSA-P256");
    expect(JSON.stringify(pair)).not.toContain("PRIVATE");
    expect(String(pair.privateKey)).toBe("<secret>");
  });
  test("hexadecimal digits come two a byte", () => {
    expect(entropy.hex(8)).toMatch(/^[0-9a-f]{16}$/u);
    expect(entropy.hex(16)).not.toBe(entropy.hex(16));
  });
  test("every letter and digit occurs, and nothing else", () => {
    const text = entropy.alphanumeric(20_000);
    expect(text).toHaveLength(20_000);
    expect([...new Set(text)].toSorted().join("")).toBe("0123456789abcdefghijklmnopqrstuvwxyz");
  });
});
