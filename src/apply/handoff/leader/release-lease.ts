import type { ElectedLease } from "../../../diagnose/elected-lease.ts";
import type { ClusterApi } from "../../../ports/cluster-api.ts";
import { type LeaseRecord, referenceOf } from "./read-lease.ts";

/**
 * Gives a lease up in the name of its holder, as client-go does with ReleaseOnCancel, so that the next candidate takes
 * it at its next try. Only for a holder whose process is known to be gone: two leaders are worse than none. Refused
 * (status 409) where the lease has changed since `seen` was read. `now` is in milliseconds since 1970.
 */
export async function releaseLease(
  lease: ElectedLease,
  { resourceVersion }: LeaseRecord,
  now: number,
  api: ClusterApi,
): Promise<void> {
  // A MicroTime has six digits, no more and no fewer.
  const time = new Date(now).toISOString().replace("Z", "000Z");
  await api.patch(referenceOf(lease), {
    metadata: { resourceVersion },
    spec: { holderIdentity: "", leaseDurationSeconds: 1, acquireTime: time, renewTime: time },
  });
}
