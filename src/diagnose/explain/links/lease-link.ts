import type { ChainInput } from "../chain-input.ts";
import type { Sight } from "../chain.ts";

// kube-controller-manager and kube-scheduler give a Lease up after 15 s, whatever their clocks say.
const STALE_MS = 20_000;

/** Whether somebody leads. Another node that does is as good. Undefined where the Pod elects nobody. */
export function leaseLink({ snapshot, pod }: ChainInput): Sight | undefined {
  const { leases } = snapshot.cluster;
  if (pod.lease === undefined) {
    return undefined;
  }
  if (leases.kind === "unreadable") {
    return { state: "unknown", summary: `Lease ${pod.lease} cannot be read: ${leases.reason}` };
  }
  const lease = leases.kind === "present" ? leases.value.get(pod.lease) : undefined;
  if (lease === undefined || lease.holder === "") {
    return { state: "pending", summary: `nobody holds Lease ${pod.lease}` };
  }
  const at = lease.renewedAt;
  const staleMs = snapshot.at - at;
  const holder = lease.holder.split("_")[0] ?? "";
  if (staleMs > STALE_MS) {
    return { state: "failing", at, summary: `${holder} holds it and renewed it ${Math.round(staleMs / 1000)} s ago` };
  }
  const isOwn = lease.holder.startsWith(`${snapshot.expectation.hostname}_`);
  return { state: "done", at, summary: isOwn ? `held by this node` : `held by ${holder}; this one stands by` };
}
