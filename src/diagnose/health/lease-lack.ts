import type { ComponentSymptoms, Snapshot } from "../snapshot/snapshot.ts";

/** Whether the component leads from this host, with the instance that runs now; undefined where it does or needs not. */
export function leaseLack(snapshot: Snapshot, { expected, pod }: ComponentSymptoms): string | undefined {
  const { lease: name } = expected;
  const { leases } = snapshot.cluster;
  if (name === undefined) {
    return undefined;
  }
  if (leases.kind !== "present") {
    return leases.kind === "absent" ? `no Lease ${name} yet` : `Lease ${name} not known (${leases.reason})`;
  }
  const lease = leases.value.get(name);
  if (lease === undefined || lease.holder === "") {
    return `no Lease ${name} yet`;
  }
  if (!lease.holder.startsWith(`${snapshot.expectation.hostname}_`)) {
    return `Lease ${name} is held by ${lease.holder}`;
  }
  const startedAt = pod.running?.startedAt ?? 0;
  return lease.renewedAt > startedAt ? undefined : `Lease ${name} not yet renewed by this instance`;
}
