import type { AbsolutePath } from "../domain/absolute-path.ts";
import type { AuthorityId } from "../domain/certificate-request.ts";
import type { CertificateObservation } from "../domain/certificate-observation.ts";
import type { KeyPairObservation } from "../domain/key-pair-observation.ts";
import type { KubeconfigObservation } from "../domain/kubeconfig-observation.ts";
import type { SeenPath } from "./decide-path.ts";

/** A user and its group in the host's account files. */
export type SeenAccount =
  | { readonly kind: "present"; readonly value: { readonly hasUser: boolean; readonly hasGroup: boolean } }
  | { readonly kind: "absent" }
  | { readonly kind: "unreadable"; readonly reason: string };

/** What was seen of one resource, as planning needs it. */
export type SeenResource =
  | { readonly kind: "path"; readonly seen: SeenPath }
  | {
      readonly kind: "certificate";
      readonly seen: CertificateObservation;
      /** Set where the certificate is an authority. */
      readonly authority: AuthorityId | undefined;
    }
  | { readonly kind: "key-pair"; readonly seen: KeyPairObservation }
  | { readonly kind: "kubeconfig"; readonly seen: KubeconfigObservation }
  | { readonly kind: "account"; readonly seen: SeenAccount }
  | { readonly kind: "service"; readonly seen: { readonly state: string } }
  | { readonly kind: "unknown-until"; readonly event: "api-server-ready" };

/** What was seen of a host: by what `subjectOf` calls a resource, and digests of the files that Pods mount. */
export interface SeenNode {
  readonly observations: ReadonlyMap<string, SeenResource>;
  readonly fingerprints: ReadonlyMap<AbsolutePath, string>;
  /** Files that Pods mount and that could not be read, with the reason, such as EACCES. */
  readonly unreadableInputs: ReadonlyMap<AbsolutePath, string>;
}
