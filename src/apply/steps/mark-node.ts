import type { KubernetesObject } from "../../domain/kubernetes-object.ts";
import { ApiRefused, type ClusterApi } from "../../ports/cluster-api.ts";

const CONFLICT = 409;
/** The kubelet writes its Node every few seconds. */
const ATTEMPTS = 5;

interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

/**
 * Gives a Node the labels and taints of `wanted`; those it has from elsewhere stay. Not by server-side apply, which
 * takes the list of taints as one value. Safe to repeat.
 */
export async function markNode(wanted: KubernetesObject, api: ClusterApi): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await markAsSeen(wanted, api);
    } catch (error) {
      // Somebody else was quicker: what is there now counts.
      if (!(error instanceof ApiRefused && error.status === CONFLICT) || attempt === ATTEMPTS) {
        throw error;
      }
    }
  }
}

async function markAsSeen(wanted: KubernetesObject, api: ClusterApi): Promise<void> {
  const reference = { apiVersion: wanted.apiVersion, kind: wanted.kind, name: wanted.metadata.name };
  const { labels = {} } = wanted.metadata;
  const found = await api.get(reference);
  const there = taintsOf(found);
  const missing = taintsOf(wanted).filter(
    (taint) => !there.some((has) => isSame(has, taint) && has.value === taint.value),
  );
  const kept = there.filter((has) => !missing.some((taint) => isSame(has, taint)));
  const resourceVersion = found?.metadata.resourceVersion;
  const guarded = { labels, ...(resourceVersion === undefined ? {} : { resourceVersion }) };
  const patch =
    missing.length === 0 ? { metadata: { labels } } : { metadata: guarded, spec: { taints: [...kept, ...missing] } };
  await api.patch(reference, patch);
}

// A Node has one taint of a key for each effect.
function isSame(one: Taint, other: Taint): boolean {
  return one.key === other.key && one.effect === other.effect;
}

function taintsOf(node: KubernetesObject | undefined): readonly Taint[] {
  return (node?.["spec"] as { readonly taints?: readonly Taint[] } | undefined)?.taints ?? [];
}
