import type { Check } from "./check.ts";
import { rejected, warned } from "./findings.ts";

const CHECK = "Swap";

/** Swap that the kubelet will not refuse. */
export const checkSwap: Check = (_cluster, { facts }, { request }) => {
  if (!facts.isSwapOn) {
    return [];
  }
  if (request.kubeletConfiguration["failSwapOn"] !== false) {
    return [
      rejected(CHECK, {
        what: "Swap is on, and the kubelet is configured to refuse that (failSwapOn).",
        why: "The kubelet would stop as soon as it starts.",
        fix: [
          "swapoff -a, and take the swap lines out of /etc/fstab",
          "Or set failSwapOn: false in KubeletConfiguration.",
        ],
      }),
    ];
  }
  return [
    warned(CHECK, {
      what: "Swap is on.",
      why: "Kubernetes supports it with cgroup v2 only, and as far as memorySwap.swapBehavior allows.",
      fix: ["swapon --show", "Set memorySwap in KubeletConfiguration, or switch swap off: swapoff -a"],
    }),
  ];
};
