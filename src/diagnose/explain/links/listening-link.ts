import type { ProbeResult } from "../../snapshot/snapshot.ts";
import type { ChainInput } from "../chain-input.ts";
import type { Sight } from "../chain.ts";

/** Whether somebody listens where the Pod's health is asked for. */
export function listeningLink({ snapshot, pod }: ChainInput): Sight {
  if (pod.probes.length === 0) {
    return { state: "done", summary: "it has no port whose health can be asked for from outside" };
  }
  const closed = hostsOf(pod.probes.filter(({ answer }) => answer.kind === "failed" && answer.failure === "refused"));
  if (closed.length > 0) {
    const takers = snapshot.listeners.map(({ address, port, process }) => ({ address: `${address}:${port}`, process }));
    const evidence = takers
      .filter(({ address }) => closed.includes(address))
      .map(({ address, process }) => `${address} belongs to ${process?.name ?? "another process"}`);
    return { state: "pending", summary: `nothing listens at ${closed.join(", ")}`, evidence };
  }
  const silent = hostsOf(pod.probes.filter(({ answer }) => answer.kind === "failed" && isNoContact(answer.failure)));
  return silent.length > 0
    ? { state: "unknown", summary: `${silent.join(", ")} does not answer` }
    : { state: "done", summary: hostsOf(pod.probes).join(", ") };
}

function isNoContact(failure: string): boolean {
  return failure === "timeout" || failure === "unreachable" || failure === "other";
}

function hostsOf(probes: readonly ProbeResult[]): readonly string[] {
  return [...new Set(probes.map(({ probe }) => new URL(probe.url).host))];
}
