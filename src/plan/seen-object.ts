import type { KubernetesObject } from "../domain/kubernetes-object.ts";

/** An object of the API as it is. Unreadable is not absent: the server may not have answered. */
export type SeenObject =
  | { readonly kind: "absent" }
  | { readonly kind: "present"; readonly value: KubernetesObject }
  | { readonly kind: "unreadable"; readonly reason: string };
