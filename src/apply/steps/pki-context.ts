import type { AuthorityId } from "../../domain/certificate-request.ts";
import type { CertificateResource } from "../../domain/resource.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Entropy } from "../../ports/entropy.ts";
import type { FileSystem } from "../../ports/file-system.ts";

export interface PkiPorts {
  readonly files: FileSystem;
  readonly entropy: Entropy;
  readonly clock: Clock;
}

export interface PkiContext {
  /** Every authority that certificates of this run may be signed by. */
  readonly authorities: ReadonlyMap<AuthorityId, CertificateResource>;
  readonly transactionId: string;
}

export const KEY_MODE = 0o600;
export const CERTIFICATE_MODE = 0o644;
export const PKI_OWNER = "root:root";
