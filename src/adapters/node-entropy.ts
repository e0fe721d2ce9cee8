import { generateKeyPair, randomBytes, randomInt } from "node:crypto";
import { promisify } from "node:util";
import { Confidential } from "../domain/confidential.ts";
import type { KeyAlgorithm } from "../domain/key-algorithm.ts";
import type { Entropy, KeyPairPem } from "../ports/entropy.ts";

const generate = promisify(generateKeyPair);
const PUBLIC = { type: "spki", format: "pem" } as const;
const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Randomness from the system. Keys are made in the thread pool, so that several are made at once. */
export class NodeEntropy implements Entropy {
  async makeKeyPair(algorithm: KeyAlgorithm): Promise<KeyPairPem> {
    const { privateKey, publicKey } = await pemPair(algorithm);
    return { privateKey: new Confidential(privateKey), publicKey };
  }

  hex(bytes: number): string {
    return randomBytes(bytes).toString("hex");
  }

  alphanumeric(length: number): string {
    return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  }
}

function pemPair(algorithm: KeyAlgorithm): Promise<{ readonly privateKey: string; readonly publicKey: string }> {
  switch (algorithm) {
    case "ECDSA-P256":
      return ecPair("prime256v1");
    case "ECDSA-P384":
      return ecPair("secp384r1");
    case "RSA-2048":
      return rsaPair(2048);
    case "RSA-3072":
      return rsaPair(3072);
    case "RSA-4096":
      return rsaPair(4096);
  }
}

function ecPair(namedCurve: string): Promise<{ readonly privateKey: string; readonly publicKey: string }> {
  return generate("ec", {
    namedCurve,
    publicKeyEncoding: PUBLIC,
    privateKeyEncoding: { type: "sec1", format: "pem" },
  });
}

function rsaPair(modulusLength: number): Promise<{ readonly privateKey: string; readonly publicKey: string }> {
  return generate("rsa", {
    modulusLength,
    publicKeyEncoding: PUBLIC,
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });
}
