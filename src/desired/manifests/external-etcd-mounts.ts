import { dirname } from "node:path/posix";
import type { ClusterSpec, ExternalEtcdSpec, HostPathMount } from "../../domain/cluster-spec.ts";
import { TRUSTED_CA_DIRECTORY } from "./authority-mounts.ts";
import { readOnlyMount } from "./host-mounts.ts";

const CA_DIRECTORIES = [
  TRUSTED_CA_DIRECTORY,
  "/etc/pki/ca-trust",
  "/etc/pki/tls/certs",
  "/etc/ca-certificates",
  "/usr/share/ca-certificates",
  "/usr/local/share/ca-certificates",
];

/** The directories with the client certificate for an external etcd, where they are not mounted already. */
export function externalEtcdMounts(cluster: ClusterSpec, etcd: ExternalEtcdSpec): readonly HostPathMount[] {
  const covers = cluster.profile === "kubeadm" ? isPrefix : holds;
  const files = [etcd.caFile, etcd.certFile, etcd.keyFile].filter((file) => file !== "");
  const mounted = [cluster.certificatesDir, ...CA_DIRECTORIES];
  const missing = [...new Set(files.map(dirname))].filter((path) => !mounted.some((parent) => covers(parent, path)));
  const outermost = missing.filter((path) => !missing.some((other) => other !== path && covers(other, path)));
  return outermost.toSorted().map((path, index) => readOnlyMount(`etcd-certs-${index}`, path));
}

// kubeadm compares text, so that to it /etc/kubernetes/pki-etcd lies in /etc/kubernetes/pki, and is not mounted:
// getEtcdCertVolumes in cmd/kubeadm/app/phases/controlplane/volumes.go.
function isPrefix(parent: string, path: string): boolean {
  return path.startsWith(parent);
}

function holds(parent: string, path: string): boolean {
  return path === parent || path.startsWith(`${parent}/`);
}
