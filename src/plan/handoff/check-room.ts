import type { Finding } from "../../domain/finding.ts";
import { notTold, rejected } from "../preflight/findings.ts";
import type { ComponentHandoffFacts, HandoffCheck, HostHandoffFacts } from "./handoff-facts.ts";

const MEMORY = "Handoff-Memory";
const ROOM = "Handoff-PodSlot";
const MEBIBYTE = 2 ** 20;
// A second instance holds as much as the first one, some more while it starts, and must not take the last there is.
const GROWTH = 1.25;
const RESERVE_BYTES = 100 * MEBIBYTE;
const WITHOUT = "Or go without: steadyplane apply --strategy restart";

/** There is memory for a second instance, and the Node takes another Pod without giving up one that it has. */
export const checkRoom: HandoffCheck = (facts, host) => [...memory(facts, host), ...podSlot(facts, host)];

function memory(
  { component, residentBytes }: ComponentHandoffFacts,
  { availableBytes }: HostHandoffFacts,
): readonly Finding[] {
  if (residentBytes.kind !== "present") {
    return [notTold(MEMORY, `how much memory ${component} occupies`, residentBytes, [`ps -C ${component} -o rss`])];
  }
  if (availableBytes.kind !== "present") {
    return [notTold(MEMORY, "how much memory is available", availableBytes, ["cat /proc/meminfo"])];
  }
  const neededBytes = residentBytes.value * GROWTH + RESERVE_BYTES;
  if (availableBytes.value >= neededBytes) {
    return [];
  }
  const [available, needed] = [Math.floor(availableBytes.value / MEBIBYTE), Math.ceil(neededBytes / MEBIBYTE)];
  return [
    rejected(MEMORY, {
      what: `${available} MiB of memory are available; a second ${component} needs ${needed} MiB.`,
      why: "The kernel would kill one of the two when memory runs out.",
      fix: ["free -m", "Free some memory, or give the machine more.", WITHOUT],
    }),
  ];
}

// A critical Pod that does not fit has the kubelet evict others (kubernetes, pkg/kubelet/preemption).
function podSlot({ component }: ComponentHandoffFacts, { node }: HostHandoffFacts): readonly Finding[] {
  if (node.kind !== "present") {
    return [notTold(ROOM, "how many more Pods the Node takes", node, ["kubectl describe nodes", WITHOUT])];
  }
  return node.value.podSlots >= 1
    ? []
    : [
        rejected(ROOM, {
          what: `The Node has no room for another Pod, which a second ${component} is.`,
          why: "The kubelet would evict one of the others for it.",
          fix: ["kubectl get pods -A -o wide", "Remove a Pod, or raise maxPods in KubeletConfiguration.", WITHOUT],
        }),
      ];
}
