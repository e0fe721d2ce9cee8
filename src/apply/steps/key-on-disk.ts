import { createPrivateKey, createPublicKey } from "node:crypto";
import type { AbsolutePath } from "../../domain/absolute-path.ts";
import { Confidential } from "../../domain/confidential.ts";
import type { KeyAlgorithm } from "../../domain/key-algorithm.ts";
import { pkiFileUnreadable } from "../../errors/pki.ts";
import type { KeyPairPem } from "../../ports/entropy.ts";
import { writeFile } from "../write-file.ts";
import { KEY_MODE, PKI_OWNER } from "./pki-context.ts";
import type { PkiPorts } from "./pki-context.ts";
import { readIfPresent } from "./read-pki-file.ts";

/** The key pair whose private key is at `path`: the one that is there, or a new one, written. */
export async function keyOnDisk(
  path: AbsolutePath,
  algorithm: KeyAlgorithm,
  transactionId: string,
  { files, entropy }: Pick<PkiPorts, "files" | "entropy">,
): Promise<KeyPairPem> {
  const existing = await readIfPresent(path, files);
  if (existing !== undefined) {
    return { privateKey: new Confidential(existing), publicKey: publicKeyOf(existing, path) };
  }
  const keys = await entropy.makeKeyPair(algorithm);
  const text = keys.privateKey.reveal();
  await writeFile({ path, text, mode: KEY_MODE, owner: PKI_OWNER }, files, transactionId);
  return keys;
}

function publicKeyOf(privatePem: string, path: AbsolutePath): string {
  try {
    return createPublicKey(createPrivateKey(privatePem)).export({ type: "spki", format: "pem" }).toString();
  } catch {
    // The cause is left out: nothing that was said about the key may reach a log.
    throw pkiFileUnreadable(path, "not a private key without passphrase");
  }
}
