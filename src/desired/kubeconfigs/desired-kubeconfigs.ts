import { absolute } from "../../domain/absolute-path.ts";
import type { ClusterSpec } from "../../domain/cluster-spec.ts";

import type { NodeSpec } from "../../domain/node-spec.ts";
import type { KubeconfigResource } from "../../domain/resource.ts";
import { controlPlaneUrl } from "../control-plane-url.ts";
import { endpointUrl } from "./endpoint-url.ts";

interface KubeconfigRow {
  readonly id: string;
  readonly userName: string;
  readonly organizations: readonly string[];
  readonly endpoint: "local" | "cluster";
  readonly credential: KubeconfigResource["credential"];
}

const EMBEDDED = { kind: "embedded" } as const;
/** From the start where the kubelet rotates it, so that no restart is needed to begin with that. */
const KUBELET_CREDENTIAL = {
  kind: "rotating",
  path: absolute("/var/lib/kubelet/pki/kubelet-client-current.pem"),
} as const;

/** Every kubeconfig of the first control-plane node. */
export function desiredKubeconfigs(cluster: ClusterSpec, node: NodeSpec): readonly KubeconfigResource[] {
  return rows(node).map((row) => kubeconfig(row, cluster, node));
}

/** Source: getKubeConfigSpecsBase in cmd/kubeadm/app/phases/kubeconfig/kubeconfig.go. */
function rows(node: NodeSpec): readonly KubeconfigRow[] {
  return [
    user("admin", "kubernetes-admin", ["kubeadm:cluster-admins"], "cluster"),
    user("super-admin", "kubernetes-super-admin", ["system:masters"], "cluster"),
    { ...user("kubelet", `system:node:${node.name}`, ["system:nodes"], "local"), credential: KUBELET_CREDENTIAL },
    user("controller-manager", "system:kube-controller-manager", [], "local"),
    user("scheduler", "system:kube-scheduler", [], "local"),
  ];
}

function user(
  id: string,
  userName: string,
  organizations: readonly string[],
  endpoint: KubeconfigRow["endpoint"],
): KubeconfigRow {
  return { id, userName, organizations, endpoint, credential: EMBEDDED };
}

function kubeconfig(row: KubeconfigRow, cluster: ClusterSpec, node: NodeSpec): KubeconfigResource {
  const localUrl = endpointUrl(node.advertiseAddress, node.bindPort);
  return {
    kind: "kubeconfig",
    id: row.id,
    path: absolute(`/etc/kubernetes/${row.id}.conf`),
    server: row.endpoint === "local" ? localUrl : controlPlaneUrl(cluster, node),
    clusterName: cluster.clusterName,
    userName: row.userName,
    authority: "ca",
    request: {
      commonName: row.userName,
      organizations: row.organizations,
      dnsNames: [],
      ipAddresses: [],
      usages: ["clientAuth"],
      isAuthority: false,
      signedBy: "ca",
      algorithm: cluster.encryptionAlgorithm,
      validityMs: cluster.certificateValidityMs,
      notBefore: "of-issuer",
    },
    credential: row.credential,
  };
}
