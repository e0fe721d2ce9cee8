import type { AuthorityId, CertificateRequest } from "../../domain/certificate-request.ts";
import type { NamedServer } from "./server-names.ts";

export interface CertificateRow {
  /** kubeadm's phase name. */
  readonly id: string;
  /** Below the directory of certificates, without extension. */
  readonly file: string;
  readonly commonName: string | { readonly of: "node" };
  readonly signedBy: AuthorityId | "self";
  readonly usages: CertificateRequest["usages"];
  /** Whose names the certificate carries, where it is one of a server. */
  readonly names: NamedServer | undefined;
  /** Only for an etcd that runs on this node. */
  readonly isForLocalEtcd: boolean;
}

function authority(id: AuthorityId, file: string, commonName: string, isForLocalEtcd = false): CertificateRow {
  return { id, file, commonName, signedBy: "self", usages: [], names: undefined, isForLocalEtcd };
}

function client(id: string, commonName: string, signedBy: AuthorityId, file = id): CertificateRow {
  const isForLocalEtcd = signedBy === "etcd-ca";
  return { id, file, commonName, signedBy, usages: ["clientAuth"], names: undefined, isForLocalEtcd };
}

function etcdMember(id: "etcd-server" | "etcd-peer", file: string): CertificateRow {
  const usages = ["serverAuth", "clientAuth"] as const;
  return { id, file, commonName: { of: "node" }, signedBy: "etcd-ca", usages, names: id, isForLocalEtcd: true };
}

/** kubeadm's certificates, issuers first. Source: cmd/kubeadm/app/phases/certs/certlist.go. */
export const CERTIFICATE_TABLE: readonly CertificateRow[] = [
  authority("ca", "ca", "kubernetes"),
  {
    id: "apiserver",
    file: "apiserver",
    commonName: "kube-apiserver",
    signedBy: "ca",
    usages: ["serverAuth"],
    names: "kube-apiserver",
    isForLocalEtcd: false,
  },
  client("apiserver-kubelet-client", "kube-apiserver-kubelet-client", "ca"),
  authority("front-proxy-ca", "front-proxy-ca", "front-proxy-ca"),
  client("front-proxy-client", "front-proxy-client", "front-proxy-ca"),
  authority("etcd-ca", "etcd/ca", "etcd-ca", true),
  etcdMember("etcd-server", "etcd/server"),
  etcdMember("etcd-peer", "etcd/peer"),
  client("etcd-healthcheck-client", "kube-etcd-healthcheck-client", "etcd-ca", "etcd/healthcheck-client"),
  client("apiserver-etcd-client", "kube-apiserver-etcd-client", "etcd-ca"),
];
