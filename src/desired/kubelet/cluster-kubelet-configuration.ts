import type { ClusterSpec } from "../../domain/cluster-spec.ts";
import type { JsonObject } from "../../domain/json.ts";
import { KUBELET_CIPHER_SUITES } from "../manifests/cipher-suites.ts";
import { clusterDnsAddress } from "./cluster-dns-address.ts";
import { mergeWritten } from "./merge-written.ts";
import { UNSET_FIELDS } from "./unset-fields.ts";

// CIS 4.2.12. Neither seccompDefault nor podPidsLimit: both are manual checks, and both stop workloads that run today.
const SECURE_DEFAULTS: JsonObject = { tlsCipherSuites: KUBELET_CIPHER_SUITES };

/** The KubeletConfiguration for every node, as ConfigMap kubelet-config holds it: nothing in it comes from one host. */
export function clusterKubeletConfiguration(cluster: ClusterSpec): JsonObject {
  const written = mergeWritten(defaults(cluster), cluster.kubeletConfiguration);
  // Forced, as by kubeadm: kubelet.conf points at the certificate that the kubelet rotates.
  return { ...written, rotateCertificates: true };
}

function defaults(cluster: ClusterSpec): JsonObject {
  const common: JsonObject = {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: `${cluster.certificatesDir}/ca.crt` },
    },
    authorization: { mode: "Webhook" },
    cgroupDriver: "systemd",
    clusterDNS: [clusterDnsAddress(cluster)],
    clusterDomain: cluster.networking.dnsDomain,
    containerRuntimeEndpoint: "",
    healthzBindAddress: "127.0.0.1",
    healthzPort: 10248,
    staticPodPath: "/etc/kubernetes/manifests",
  };
  return mergeWritten(cluster.profile === "secure" ? SECURE_DEFAULTS : UNSET_FIELDS, common);
}
