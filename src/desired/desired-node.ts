import type { Component } from "../domain/component.ts";
import type { ClusterSpec } from "../domain/cluster-spec.ts";
import type { NodeSpec } from "../domain/node-spec.ts";
import type { DesiredResource, DirectoryResource, FileResource } from "../domain/resource.ts";
import { desiredKubeconfigs } from "./kubeconfigs/desired-kubeconfigs.ts";
import { kubeletFiles, kubeletService } from "./kubelet/kubelet-files.ts";
import { desiredStaticPods } from "./manifests/desired-static-pods.ts";
import { manifestFiles } from "./manifests/manifest-files.ts";
import { desiredCertificates } from "./pki/desired-certificates.ts";

/** A resource and the phase of `init` that makes it. */
export interface PhasedResource {
  readonly phase: string;
  readonly resource: DesiredResource;
}

const PHASE_OF: Readonly<Record<Component, string>> = {
  etcd: "etcd/local",
  "kube-apiserver": "control-plane/apiserver",
  "kube-controller-manager": "control-plane/controller-manager",
  "kube-scheduler": "control-plane/scheduler",
};

/** All that a control-plane node is made of on its own host, in the order in which it is made. */
export function desiredNode(cluster: ClusterSpec, node: NodeSpec, isExternalCa: boolean): readonly PhasedResource[] {
  return [
    ...desiredCertificates(cluster, node).map((resource) => ({ phase: `certs/${resource.id}`, resource })),
    ...desiredKubeconfigs(cluster, node).map((resource) => ({ phase: `kubeconfig/${resource.id}`, resource })),
    ...(needsEtcdAccount(cluster)
      ? [{ phase: PHASE_OF.etcd, resource: { kind: "account", name: "etcd" } as const }]
      : []),
    ...manifestFiles(cluster, node).map((resource) => ({ phase: phaseOfFile(resource, cluster), resource })),
    ...desiredStaticPods(cluster, node, isExternalCa).map((resource) => ({
      phase: PHASE_OF[resource.component],
      resource,
    })),
    ...[...kubeletFiles(cluster, node), kubeletService()].map((resource) => ({ phase: "kubelet-start", resource })),
  ];
}

/** CIS 1.1.12 wants the data directory owned by etcd:etcd. The process itself stays root. */
function needsEtcdAccount({ profile, etcd }: ClusterSpec): boolean {
  return profile === "secure" && etcd.kind === "local";
}

function phaseOfFile({ path }: DirectoryResource | FileResource, { etcd }: ClusterSpec): string {
  const isEtcds = etcd.kind === "local" && path === etcd.dataDir;
  return isEtcds ? PHASE_OF.etcd : PHASE_OF["kube-apiserver"];
}
