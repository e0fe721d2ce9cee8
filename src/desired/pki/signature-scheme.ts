import type { KeyObject } from "node:crypto";
import { unsupportedSigningKey } from "../../errors/pki.ts";
import { der } from "./der.ts";
import type { DerNode } from "./der.ts";

export interface SignatureScheme {
  /** As node:crypto names it; null where the key's kind decides. */
  readonly digest: "sha256" | "sha384" | "sha512" | null;
  /** AlgorithmIdentifier. */
  readonly algorithm: DerNode;
}

const ECDSA_SCHEMES: Readonly<
  Record<string, { readonly digest: "sha256" | "sha384" | "sha512"; readonly id: string }>
> = {
  prime256v1: { digest: "sha256", id: "1.2.840.10045.4.3.2" },
  secp384r1: { digest: "sha384", id: "1.2.840.10045.4.3.3" },
  secp521r1: { digest: "sha512", id: "1.2.840.10045.4.3.4" },
};

/** How a certificate is signed with `key`: what Go's crypto/x509 chooses for it. Throws a ToolError for other keys. */
export function signatureScheme(key: KeyObject): SignatureScheme {
  if (key.asymmetricKeyType === "rsa") {
    return { digest: "sha256", algorithm: der.sequence(der.objectIdentifier("1.2.840.113549.1.1.11"), der.nothing()) };
  }
  if (key.asymmetricKeyType === "ed25519") {
    return { digest: null, algorithm: der.sequence(der.objectIdentifier("1.3.101.112")) };
  }
  const curve = key.asymmetricKeyDetails?.namedCurve ?? key.asymmetricKeyType ?? "unknown";
  const scheme = ECDSA_SCHEMES[curve];
  if (scheme === undefined) {
    throw unsupportedSigningKey(curve);
  }
  return { digest: scheme.digest, algorithm: der.sequence(der.objectIdentifier(scheme.id)) };
}
