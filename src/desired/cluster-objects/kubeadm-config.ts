import type { ClusterSpec } from "../../domain/cluster-spec.ts";
import type { KubernetesObject } from "../../domain/kubernetes-object.ts";
import { yamlText } from "../yaml-text.ts";
import { BOOTSTRAPPERS_GROUP, NODES_GROUP } from "./groups.ts";
import { configMapReaders, group } from "./rbac.ts";

const NAME = "kubeadm-config";
const NAMESPACE = "kube-system";

/** Phase upload-config/kubeadm: the ClusterConfiguration, and who may read it. */
export function kubeadmConfig(cluster: ClusterSpec): readonly KubernetesObject[] {
  const readers = [group(BOOTSTRAPPERS_GROUP), group(NODES_GROUP)];
  return [
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: NAME, namespace: NAMESPACE },
      data: { ClusterConfiguration: yamlText(cluster.clusterConfiguration) },
    },
    ...configMapReaders(NAMESPACE, "kubeadm:nodes-kubeadm-config", NAME, readers),
  ];
}
