import type { ClusterSpec } from "../../domain/cluster-spec.ts";
import type { KubernetesObject } from "../../domain/kubernetes-object.ts";
import { clusterKubeletConfiguration } from "../kubelet/cluster-kubelet-configuration.ts";
import { yamlText } from "../yaml-text.ts";
import { BOOTSTRAPPERS_GROUP, NODES_GROUP } from "./groups.ts";
import { configMapReaders, group } from "./rbac.ts";

const NAME = "kubelet-config";
const NAMESPACE = "kube-system";

/**
 * Phase upload-config/kubelet: the KubeletConfiguration, and who may read it. `sha256` gives a digest in hexadecimal:
 * where the user wrote none of it, its digest beside it tells a later upgrade that all of it may be made anew.
 */
export function kubeletConfig(cluster: ClusterSpec, sha256: (text: string) => string): readonly KubernetesObject[] {
  const kubelet = yamlText(clusterKubeletConfiguration(cluster));
  const isWritten = Object.keys(cluster.kubeletConfiguration).length > 0;
  const annotations = { "kubeadm.kubernetes.io/component-config.hash": `sha256:${sha256(kubelet)}` };
  const readers = [group(NODES_GROUP), group(BOOTSTRAPPERS_GROUP)];
  return [
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: NAME, namespace: NAMESPACE, ...(isWritten ? {} : { annotations }) },
      data: { kubelet },
    },
    ...configMapReaders(NAMESPACE, "kubeadm:kubelet-config", NAME, readers),
  ];
}
