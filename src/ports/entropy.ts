import type { Confidential } from "../domain/confidential.ts";
import type { KeyAlgorithm } from "../domain/key-algorithm.ts";

export interface KeyPairPem {
  /** PKCS#1 for RSA, SEC1 for ECDSA. */
  readonly privateKey: Confidential<string>;
  /** PKIX. */
  readonly publicKey: string;
}

/** Where randomness comes from. */
export interface Entropy {
  makeKeyPair(algorithm: KeyAlgorithm): Promise<KeyPairPem>;
  /** `bytes` random bytes, in hexadecimal. */
  hex(bytes: number): string;
  /** `length` characters of a–z and 0–9, each equally likely. */
  alphanumeric(length: number): string;
}
