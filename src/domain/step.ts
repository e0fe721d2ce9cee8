import type { DesiredResource } from "./resource.ts";
import { unreachable } from "./unreachable.ts";

/** What one resource needs, once nothing forbids it. */
export type Change =
  | { readonly kind: "keep" }
  | { readonly kind: "create" }
  | { readonly kind: "replace"; readonly because: readonly string[] };

/** One resource of a plan with what happens to it. */
export interface Step {
  /** kubeadm's phase, for example certs/apiserver. */
  readonly phase: string;
  readonly resource: DesiredResource;
  readonly change: Change;
}

/** What a step is about, in the operator's words. */
export function subjectOf(resource: DesiredResource): string {
  switch (resource.kind) {
    case "account":
      return `system user ${resource.name}`;
    case "directory":
      return `directory ${resource.path}`;
    case "file":
    case "kubeconfig":
    case "static-pod":
      return resource.path;
    case "certificate":
      return resource.certPath;
    case "key-pair":
      return resource.privatePath;
    case "service":
      return `service ${resource.name}`;
    case "object":
      return `${resource.object.kind} ${[resource.object.metadata.namespace, resource.object.metadata.name].filter(Boolean).join("/")}`;
    default:
      return unreachable(resource);
  }
}
