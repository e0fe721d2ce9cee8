import type { ElectedLease } from "../../../diagnose/elected-lease.ts";
import type { ObjectReference } from "../../../domain/kubernetes-object.ts";
import type { ClusterApi } from "../../../ports/cluster-api.ts";

/** A Lease as it was read. Times are milliseconds since 1970, 0 where none is given. */
export interface LeaseRecord {
  /** Empty where nobody holds it. */
  readonly holder: string;
  readonly renewedAt: number;
  readonly durationMs: number;
  readonly resourceVersion: string;
}

interface LeaseSpec {
  readonly holderIdentity?: string;
  readonly renewTime?: string;
  readonly leaseDurationSeconds?: number;
}

/** Where a Lease lives in the API. */
export function referenceOf({ namespace, name }: ElectedLease): ObjectReference {
  return { apiVersion: "coordination.k8s.io/v1", kind: "Lease", namespace, name };
}

/** Undefined where nobody has made it yet. Rejects as ClusterApi does. */
export async function readLease(lease: ElectedLease, api: ClusterApi): Promise<LeaseRecord | undefined> {
  const object = await api.get(referenceOf(lease));
  if (object === undefined) {
    return undefined;
  }
  const spec = (object["spec"] ?? {}) as LeaseSpec;
  return {
    holder: spec.holderIdentity ?? "",
    renewedAt: spec.renewTime === undefined ? 0 : Date.parse(spec.renewTime),
    durationMs: (spec.leaseDurationSeconds ?? 0) * 1000,
    resourceVersion: object.metadata.resourceVersion ?? "",
  };
}
