import type { ZodObject } from "zod";
import { clusterConfiguration } from "./schemas/cluster-configuration.ts";
import { initConfiguration } from "./schemas/init-configuration.ts";
import { joinConfiguration } from "./schemas/join-configuration.ts";
import { kubeProxyConfiguration } from "./schemas/kube-proxy-configuration.ts";
import { kubeletConfiguration } from "./schemas/kubelet-configuration.ts";
import { resetConfiguration } from "./schemas/reset-configuration.ts";
import { steadyplaneConfiguration } from "./schemas/steadyplane-configuration.ts";
import { upgradeConfiguration } from "./schemas/upgrade-configuration.ts";

export const KUBEADM_API = "kubeadm.k8s.io/v1beta4";

/** The documents that a configuration may hold, each at most once. */
export const DOCUMENT_KINDS = {
  InitConfiguration: { apiVersion: KUBEADM_API, schema: initConfiguration },
  ClusterConfiguration: { apiVersion: KUBEADM_API, schema: clusterConfiguration },
  JoinConfiguration: { apiVersion: KUBEADM_API, schema: joinConfiguration },
  ResetConfiguration: { apiVersion: KUBEADM_API, schema: resetConfiguration },
  UpgradeConfiguration: { apiVersion: KUBEADM_API, schema: upgradeConfiguration },
  KubeletConfiguration: { apiVersion: "kubelet.config.k8s.io/v1beta1", schema: kubeletConfiguration },
  KubeProxyConfiguration: { apiVersion: "kubeproxy.config.k8s.io/v1alpha1", schema: kubeProxyConfiguration },
  SteadyplaneConfiguration: { apiVersion: "steadyplane.dev/v1alpha1", schema: steadyplaneConfiguration },
} as const satisfies Readonly<Record<string, { readonly apiVersion: string; readonly schema: ZodObject }>>;

export type DocumentKind = keyof typeof DOCUMENT_KINDS;

export function isDocumentKind(kind: unknown): kind is DocumentKind {
  return typeof kind === "string" && Object.hasOwn(DOCUMENT_KINDS, kind);
}
