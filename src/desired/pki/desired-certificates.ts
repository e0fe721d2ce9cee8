import { below } from "../../domain/absolute-path.ts";
import type { ClusterSpec } from "../../domain/cluster-spec.ts";
import type { NodeSpec } from "../../domain/node-spec.ts";
import type { CertificateResource, KeyPairResource } from "../../domain/resource.ts";
import { alternativeNames } from "./alternative-names.ts";
import type { AlternativeNames } from "./alternative-names.ts";
import { CERTIFICATE_TABLE } from "./certificate-table.ts";
import type { CertificateRow } from "./certificate-table.ts";
import { serverNames } from "./server-names.ts";

/** Every certificate and key pair of a control-plane node, issuers before what they sign. */
export function desiredCertificates(
  cluster: ClusterSpec,
  node: NodeSpec,
): readonly (CertificateResource | KeyPairResource)[] {
  const rows = CERTIFICATE_TABLE.filter((row) => cluster.etcd.kind === "local" || !row.isForLocalEtcd);
  return [...rows.map((row) => certificate(row, cluster, node)), serviceAccountKeys(cluster)];
}

function certificate(row: CertificateRow, cluster: ClusterSpec, node: NodeSpec): CertificateResource {
  const isAuthority = row.signedBy === "self";
  return {
    kind: "certificate",
    id: row.id,
    certPath: below(cluster.certificatesDir, `${row.file}.crt`),
    keyPath: below(cluster.certificatesDir, `${row.file}.key`),
    request: {
      commonName: typeof row.commonName === "string" ? row.commonName : node.name,
      organizations: [],
      ...namesOf(row, cluster, node),
      usages: row.usages,
      isAuthority,
      signedBy: row.signedBy,
      algorithm: cluster.encryptionAlgorithm,
      validityMs: isAuthority ? cluster.caCertificateValidityMs : cluster.certificateValidityMs,
      notBefore: "backdated",
    },
  };
}

function namesOf(row: CertificateRow, cluster: ClusterSpec, node: NodeSpec): AlternativeNames {
  if (row.names !== undefined) {
    return alternativeNames(serverNames(row.names, cluster, node));
  }
  // An authority carries its own common name (NewSelfSignedCACert in kubeadm's pki_helpers.go).
  return alternativeNames(row.signedBy === "self" && typeof row.commonName === "string" ? [row.commonName] : []);
}

function serviceAccountKeys(cluster: ClusterSpec): KeyPairResource {
  return {
    kind: "key-pair",
    id: "sa",
    privatePath: below(cluster.certificatesDir, "sa.key"),
    publicPath: below(cluster.certificatesDir, "sa.pub"),
    algorithm: cluster.encryptionAlgorithm,
  };
}
