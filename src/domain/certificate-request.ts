import type { KeyAlgorithm } from "./key-algorithm.ts";

/** kubeadm's names of the certificate authorities. */
export type AuthorityId = "ca" | "front-proxy-ca" | "etcd-ca";

/** What a certificate shall say. The key is made when the request is carried out. */
export interface CertificateRequest {
  readonly commonName: string;
  readonly organizations: readonly string[];
  /** Sorted, without duplicates. */
  readonly dnsNames: readonly string[];
  /** Without duplicates, in order of insertion. */
  readonly ipAddresses: readonly string[];
  readonly usages: readonly ("serverAuth" | "clientAuth")[];
  readonly isAuthority: boolean;
  readonly signedBy: AuthorityId | "self";
  readonly algorithm: KeyAlgorithm;
  readonly validityMs: number;
  /** `backdated`: five minutes before now; `of-issuer`: the issuer's own notBefore, as kubeadm does inside kubeconfigs. */
  readonly notBefore: "backdated" | "of-issuer";
}
