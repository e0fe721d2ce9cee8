import type { AbsolutePath } from "./absolute-path.ts";
import type { CertificateFacts, CertificateProblem } from "./certificate-observation.ts";

/** Something that is not as it should be with a kubeconfig. */
export type KubeconfigProblem =
  | { readonly kind: "other-server"; readonly found: string }
  /** The first CA in it is none of the cluster's, or there is none in it. */
  | { readonly kind: "foreign-authority" }
  /** The cluster's CA is not on this host, so that nothing could be compared. */
  | { readonly kind: "authority-absent" }
  /** A file that it names instead of holding its content. */
  | { readonly kind: "reference-absent"; readonly path: AbsolutePath }
  | { readonly kind: "reference-unreadable"; readonly path: AbsolutePath; readonly reason: string }
  /** What stands where its client certificate should. */
  | { readonly kind: "not-a-certificate" }
  /** The kubelet refuses to rotate a certificate where a file stands in place of its link. */
  | { readonly kind: "not-a-link"; readonly path: AbsolutePath }
  | { readonly kind: "client-certificate"; readonly problem: CertificateProblem };

/** A kubeconfig as it is on the host. */
export type KubeconfigObservation =
  /** `problems` are those of the credential that it will name. */
  | { readonly kind: "absent"; readonly problems: readonly KubeconfigProblem[] }
  | { readonly kind: "unreadable"; readonly path: AbsolutePath; readonly reason: string }
  | { readonly kind: "not-a-kubeconfig"; readonly path: AbsolutePath }
  | {
      readonly kind: "present";
      readonly server: string;
      readonly clusterName: string;
      readonly userName: string;
      /** Undefined where it uses no client certificate (a token, a plugin). */
      readonly client: CertificateFacts | undefined;
      readonly problems: readonly KubeconfigProblem[];
    };
