import type { Check } from "./check.ts";
import { notTold, rejected } from "./findings.ts";

const CHECK = "Mem";
const MEBIBYTE = 2 ** 20;
const NEEDED_MEBIBYTES = 1700;

/** Enough memory, by kubeadm's measure. */
export const checkMemory: Check = (_cluster, _node, { memoryBytes }) => {
  if (memoryBytes.kind !== "present") {
    return [notTold(CHECK, "how much memory there is", memoryBytes, ["cat /proc/meminfo"])];
  }
  const mebibytes = Math.floor(memoryBytes.value / MEBIBYTE);
  if (mebibytes >= NEEDED_MEBIBYTES) {
    return [];
  }
  return [
    rejected(CHECK, {
      what: `The machine has ${mebibytes} MiB of memory; a control plane needs ${NEEDED_MEBIBYTES} MiB.`,
      why: "The kernel would kill etcd or the API server when memory runs out.",
      fix: ["free -m", "Give the machine more memory, or accept the risk: --ignore-preflight-errors=Mem"],
    }),
  ];
};
