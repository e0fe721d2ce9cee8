import type { ClusterSpec } from "../../domain/cluster-spec.ts";
import type { NodeSpec } from "../../domain/node-spec.ts";
import type { ObjectResource } from "../../domain/resource.ts";
import { controlPlaneUrl } from "../control-plane-url.ts";
import { bootstrapAccess } from "./bootstrap-access.ts";
import { bootstrapTokenSecret } from "./bootstrap-token-secret.ts";
import { clusterInfo } from "./cluster-info.ts";
import { kubeadmConfig } from "./kubeadm-config.ts";
import { kubeletConfig } from "./kubelet-config.ts";
import { applied } from "./object-resource.ts";
import { clusterRoleBinding, group } from "./rbac.ts";

const ADMINS = "kubeadm:cluster-admins";

/** What the objects depend on besides cluster and node. */
export interface ObjectInputs {
  /** The cluster CA's certificate. */
  readonly caPem: string;
  /** When tokens begin to age, in milliseconds since 1970. */
  readonly nowMs: number;
  /** A digest, in hexadecimal. */
  readonly sha256: (text: string) => string;
}

export interface PhaseObjects {
  readonly phase: "admin-binding" | "upload-config/kubeadm" | "upload-config/kubelet" | "bootstrap-token";
  readonly objects: readonly ObjectResource[];
}

/**
 * The objects that a new control plane holds, by kubeadm's phase and in its order. `admin-binding` is no phase of
 * kubeadm's, which makes that object while it waits: it is what admin.conf can do nothing without.
 */
export function clusterObjects(cluster: ClusterSpec, node: NodeSpec, inputs: ObjectInputs): readonly PhaseObjects[] {
  return [
    { phase: "admin-binding", objects: [applied(clusterRoleBinding(ADMINS, "cluster-admin", [group(ADMINS)]))] },
    { phase: "upload-config/kubeadm", objects: kubeadmConfig(cluster).map(applied) },
    { phase: "upload-config/kubelet", objects: kubeletConfig(cluster, inputs.sha256).map(applied) },
    { phase: "bootstrap-token", objects: bootstrapObjects(cluster, node, inputs) },
  ];
}

function bootstrapObjects(cluster: ClusterSpec, node: NodeSpec, inputs: ObjectInputs): readonly ObjectResource[] {
  const tokens = node.bootstrapTokens.map((token): ObjectResource => ({
    kind: "object",
    object: bootstrapTokenSecret(token, inputs.nowMs),
    manner: "create-only",
  }));
  const shared = [...bootstrapAccess(), ...clusterInfo(controlPlaneUrl(cluster, node), inputs.caPem)];
  return [...tokens, ...shared.map(applied)];
}
