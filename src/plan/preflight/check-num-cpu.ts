import type { Check } from "./check.ts";
import { notTold, warned } from "./findings.ts";

const CHECK = "NumCPU";
const NEEDED = 2;

/** Enough processors, as kubeadm counts them; too few is slow, not wrong. */
export const checkNumCpu: Check = (_cluster, _node, { cpus }) => {
  if (cpus.kind !== "present") {
    return [notTold(CHECK, "how many CPUs there are", cpus, ["nproc"])];
  }
  if (cpus.value >= NEEDED) {
    return [];
  }
  return [
    warned(CHECK, {
      what: `There is ${cpus.value} CPU; a control plane wants ${NEEDED}.`,
      why: "It will be slow to start and to answer.",
      fix: ["nproc", "Give the machine more CPUs."],
    }),
  ];
};
