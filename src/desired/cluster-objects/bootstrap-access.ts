import type { KubernetesObject } from "../../domain/kubernetes-object.ts";
import { BOOTSTRAPPERS_GROUP, NODES_GROUP } from "./groups.ts";
import { clusterRoleBinding, group, readingClusterRole, user } from "./rbac.ts";

const CSR_ROLES = "system:certificates.k8s.io:certificatesigningrequests";

/** What a node may do with a bootstrap token, and later to renew its certificate; and the API server at kubelets. */
export function bootstrapAccess(): readonly KubernetesObject[] {
  const bootstrappers = [group(BOOTSTRAPPERS_GROUP)];
  return [
    readingClusterRole("kubeadm:get-nodes", "nodes"),
    clusterRoleBinding("kubeadm:get-nodes", "kubeadm:get-nodes", bootstrappers),
    clusterRoleBinding("kubeadm:kubelet-bootstrap", "system:node-bootstrapper", bootstrappers),
    clusterRoleBinding("kubeadm:node-autoapprove-bootstrap", `${CSR_ROLES}:nodeclient`, bootstrappers),
    clusterRoleBinding("kubeadm:node-autoapprove-certificate-rotation", `${CSR_ROLES}:selfnodeclient`, [
      group(NODES_GROUP),
    ]),
    clusterRoleBinding("kubeadm:apiserver-kubelet-client", "system:kubelet-api-admin", [
      user("kube-apiserver-kubelet-client"),
    ]),
  ];
}
