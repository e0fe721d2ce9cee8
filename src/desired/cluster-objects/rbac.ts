import type { KubernetesObject } from "../../domain/kubernetes-object.ts";

const API_GROUP = "rbac.authorization.k8s.io";
const API_VERSION = `${API_GROUP}/v1`;

/** Without `apiGroup`, as kubeadm sends it; the API server fills it in. */
export interface Subject {
  readonly kind: "Group" | "User";
  readonly name: string;
}

export function group(name: string): Subject {
  return { kind: "Group", name };
}

export function user(name: string): Subject {
  return { kind: "User", name };
}

/** A ClusterRole called `binding` bound to `subjects`. */
export function clusterRoleBinding(binding: string, role: string, subjects: readonly Subject[]): KubernetesObject {
  return {
    apiVersion: API_VERSION,
    kind: "ClusterRoleBinding",
    metadata: { name: binding },
    roleRef: { apiGroup: API_GROUP, kind: "ClusterRole", name: role },
    subjects,
  };
}

/** A ClusterRole that may `get` one kind of core resource. */
export function readingClusterRole(name: string, resource: string): KubernetesObject {
  return {
    apiVersion: API_VERSION,
    kind: "ClusterRole",
    metadata: { name },
    rules: [{ apiGroups: [""], resources: [resource], verbs: ["get"] }],
  };
}

/** A Role and its RoleBinding, both called `name`, with which `subjects` may read one ConfigMap. */
export function configMapReaders(
  namespace: string,
  name: string,
  configMap: string,
  subjects: readonly Subject[],
): readonly KubernetesObject[] {
  const metadata = { name, namespace };
  const rule = { apiGroups: [""], resourceNames: [configMap], resources: ["configmaps"], verbs: ["get"] };
  const roleRef = { apiGroup: API_GROUP, kind: "Role", name };
  return [
    { apiVersion: API_VERSION, kind: "Role", metadata, rules: [rule] },
    { apiVersion: API_VERSION, kind: "RoleBinding", metadata, roleRef, subjects },
  ];
}
