import { createHash, createPublicKey } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { KeyProblem } from "../../domain/certificate-observation.ts";
import type { KeyPairObservation } from "../../domain/key-pair-observation.ts";
import type { KeyPairResource } from "../../domain/resource.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { readPrivateKey } from "./read-private-key.ts";

/** A key pair as it is on the host. */
export async function observeKeyPair(resource: KeyPairResource, files: FileSystem): Promise<KeyPairObservation> {
  const [text, reading] = await Promise.all([
    files.readText(resource.publicPath),
    readPrivateKey(resource.privatePath, files),
  ]);
  if (text.kind === "unreadable") {
    return { kind: "unreadable", path: resource.publicPath, reason: text.reason };
  }
  if (text.kind === "absent" && reading.isAbsent) {
    return { kind: "absent" };
  }
  const publicKey = reading.key === undefined ? undefined : createPublicKey(reading.key);
  const pairing = text.kind === "present" && publicKey !== undefined ? pairingProblems(text.value, publicKey) : [];
  return {
    kind: "present",
    hasPrivate: !reading.isAbsent,
    hasPublic: text.kind === "present",
    fingerprint: publicKey === undefined ? undefined : fingerprint(publicKey),
    problems: [...reading.problems, ...pairing],
  };
}

/** The public file may hold older keys too, whose tokens are still accepted; ours must be among them. */
function pairingProblems(pem: string, publicKey: KeyObject): readonly KeyProblem[] {
  const blocks = pem.match(/-----BEGIN [A-Z ]+-----[^-]+-----END [A-Z ]+-----/gu) ?? [];
  return blocks.some((block) => isKey(block, publicKey)) ? [] : [{ kind: "key-mismatch" }];
}

function isKey(pem: string, publicKey: KeyObject): boolean {
  try {
    return createPublicKey(pem).equals(publicKey);
  } catch {
    return false;
  }
}

function fingerprint(publicKey: KeyObject): string {
  return createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("hex");
}
