import type { KubernetesObject } from "../../domain/kubernetes-object.ts";
import { yamlText } from "../yaml-text.ts";
import { configMapReaders, user } from "./rbac.ts";

const NAME = "cluster-info";
const NAMESPACE = "kube-public";

/**
 * What a joining node may read before it trusts anybody: the server's URL and CA, as a kubeconfig without user. The
 * controller manager adds a signature with each bootstrap token, under keys of its own.
 */
export function clusterInfo(server: string, caPem: string): readonly KubernetesObject[] {
  const authority = Buffer.from(caPem).toString("base64");
  const kubeconfig = yamlText({
    apiVersion: "v1",
    clusters: [{ cluster: { "certificate-authority-data": authority, server }, name: "" }],
    contexts: null,
    "current-context": "",
    kind: "Config",
    users: null,
  });
  return [
    { apiVersion: "v1", kind: "ConfigMap", metadata: { name: NAME, namespace: NAMESPACE }, data: { kubeconfig } },
    ...configMapReaders(NAMESPACE, "kubeadm:bootstrap-signer-clusterinfo", NAME, [user("system:anonymous")]),
  ];
}
