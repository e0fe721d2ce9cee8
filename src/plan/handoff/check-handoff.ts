import type { Finding } from "../../domain/finding.ts";
import type { PodRoom } from "../../domain/handoff/pod-room.ts";
import { checkFlags } from "./check-flags.ts";
import { checkPackets } from "./check-packets.ts";
import { checkRoom } from "./check-room.ts";
import { checkRunning } from "./check-running.ts";
import { checkSecondPorts } from "./check-second-ports.ts";
import type { ComponentHandoffFacts, HandoffCheck, HostHandoffFacts } from "./handoff-facts.ts";

/**
 * Whether a component can be handed over. `room` is what the second Pod may request.
 * `start`: it does not serve now, so there is nothing to hand over. `doubtful`: nothing is known to be in the way, but
 * not all could be told, so that it is done only where it is asked for.
 */
export type HandoffVerdict =
  | { readonly kind: "start" }
  | { readonly kind: "possible"; readonly room: PodRoom }
  | { readonly kind: "doubtful"; readonly room: PodRoom; readonly findings: readonly Finding[] }
  | { readonly kind: "impossible"; readonly findings: readonly Finding[] };

const CHECKS: readonly HandoffCheck[] = [checkRunning, checkFlags, checkPackets, checkSecondPorts, checkRoom];
const NO_ROOM: PodRoom = { cpuMilli: 0, memoryBytes: 0 };

/** Everything that stands in the way of handing over one component, or that nothing does. */
export function checkHandoff(facts: ComponentHandoffFacts, host: HostHandoffFacts): HandoffVerdict {
  if (facts.isServing.kind === "present" && !facts.isServing.value) {
    return { kind: "start" };
  }
  const findings = CHECKS.flatMap((check) => check(facts, host));
  if (findings.some(({ level }) => level === "reject")) {
    return { kind: "impossible", findings };
  }
  const room = roomOf(host);
  return findings.length === 0 ? { kind: "possible", room } : { kind: "doubtful", room, findings };
}

function roomOf({ node }: HostHandoffFacts): PodRoom {
  return node.kind === "present"
    ? { cpuMilli: Math.max(0, node.value.cpuMilli), memoryBytes: Math.max(0, node.value.memoryBytes) }
    : NO_ROOM;
}
