import type { KubernetesObject } from "../../domain/kubernetes-object.ts";
import type { ObjectResource } from "../../domain/resource.ts";

/** `object`, kept as it is described here. */
export function applied(object: KubernetesObject): ObjectResource {
  return { kind: "object", object, manner: "apply" };
}
