import type { AbsolutePath } from "./absolute-path.ts";
import type { KeyProblem } from "./certificate-observation.ts";

/** A key pair as it is on the host. */
export type KeyPairObservation =
  | { readonly kind: "absent" }
  | { readonly kind: "unreadable"; readonly path: AbsolutePath; readonly reason: string }
  | {
      readonly kind: "present";
      /** Each can be there alone. */
      readonly hasPrivate: boolean;
      readonly hasPublic: boolean;
      /** SHA-256 of the private key's PKIX public key, in lower-case hexadecimal; undefined where it could not be had. */
      readonly fingerprint: string | undefined;
      readonly problems: readonly KeyProblem[];
    };
