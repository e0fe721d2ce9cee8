import type { AbsolutePath } from "./absolute-path.ts";

/** What a certificate says. Times are milliseconds since 1970. */
export interface CertificateFacts {
  /** Empty where it has none. */
  readonly commonName: string;
  readonly organizations: readonly string[];
  /** The issuer's name on one line. */
  readonly issuer: string;
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
  readonly notBefore: number;
  readonly notAfter: number;
  /** A {@link KeyAlgorithm}, or what Node calls a key of another kind. */
  readonly keyAlgorithm: string;
  /** `serverAuth`, `clientAuth`, and others by their dotted number; undefined where every use is allowed. */
  readonly usages: readonly string[] | undefined;
  readonly isAuthority: boolean;
  /** SHA-256 in lower-case hexadecimal. */
  readonly fingerprint: string;
}

/** Something that is not as it should be with a certificate or its key. */
export type CertificateProblem =
  | { readonly kind: "expired"; readonly notAfter: number }
  | { readonly kind: "not-yet-valid"; readonly notBefore: number }
  /** The authority that should have signed it is not on this host. */
  | { readonly kind: "issuer-absent" }
  | { readonly kind: "foreign-issuer"; readonly issuer: string }
  | { readonly kind: "not-an-authority" }
  | { readonly kind: "missing-sans"; readonly names: readonly string[] }
  | { readonly kind: "wrong-usages"; readonly missing: readonly string[] }
  | { readonly kind: "other-common-name"; readonly found: string }
  | KeyProblem;

export type KeyProblem =
  | { readonly kind: "key-missing" }
  | { readonly kind: "key-unreadable"; readonly reason: string }
  | { readonly kind: "not-a-key" }
  | { readonly kind: "key-mismatch" }
  | { readonly kind: "key-readable-by-others"; readonly mode: number }
  | { readonly kind: "key-owned-by-other"; readonly owner: string };

/** A certificate and its key as they are on the host. */
export type CertificateObservation =
  /** No certificate. A key may be there already, and `problems` are that key's. */
  | { readonly kind: "absent"; readonly hasKey: boolean; readonly problems: readonly KeyProblem[] }
  | { readonly kind: "unreadable"; readonly path: AbsolutePath; readonly reason: string }
  | { readonly kind: "not-a-certificate"; readonly path: AbsolutePath }
  | {
      readonly kind: "present";
      /** Of the first certificate in the file. */
      readonly facts: CertificateFacts;
      /** The whole file. */
      readonly pem: string;
      /** False for an authority whose key is elsewhere. */
      readonly hasKey: boolean;
      readonly problems: readonly CertificateProblem[];
    };
