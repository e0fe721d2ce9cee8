import type { Difference } from "../../domain/difference.ts";
import type { KubernetesObject } from "../../domain/kubernetes-object.ts";
import { fieldDifferences } from "./field-differences.ts";

interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

/**
 * What a live object lacks of the wanted one, by path. What the server or others have added beside it does not count:
 * fields of maps, and a Node's other taints. All other lists are as wanted or they differ.
 */
export function objectDifferences(live: KubernetesObject, wanted: KubernetesObject): readonly Difference[] {
  const counted = wanted.kind === "Node" ? { ...live, spec: specWith(taintsOf(wanted), live) } : live;
  return fieldDifferences(counted, wanted, "wanted");
}

/** The live spec with those of its taints that are wanted, as they are wanted where they mean the same. */
function specWith(wanted: readonly Taint[], live: KubernetesObject): unknown {
  const there = taintsOf(live);
  const taints = wanted.flatMap((taint) => {
    const found = there.find(({ key, effect }) => key === taint.key && effect === taint.effect);
    return found === undefined ? [] : [(found.value ?? "") === (taint.value ?? "") ? taint : found];
  });
  return { ...(live["spec"] as object | undefined), taints };
}

function taintsOf(node: KubernetesObject): readonly Taint[] {
  return (node["spec"] as { readonly taints?: readonly Taint[] } | undefined)?.taints ?? [];
}
