import type { Check } from "./check.ts";
import { notTold, rejected } from "./findings.ts";

const CHECK = "IsPrivilegedUser";

/** Run as root. */
export const checkPrivilegedUser: Check = (_cluster, _node, { userId }) => {
  if (userId.kind !== "present") {
    return [notTold(CHECK, "which user runs this", userId, ["id -u"])];
  }
  if (userId.value === 0) {
    return [];
  }
  return [
    rejected(CHECK, {
      what: `This runs as user ${userId.value}, not as root.`,
      why: "Files below /etc/kubernetes, the kubelet and the container runtime belong to root.",
      fix: ["sudo steadyplane …, with the same arguments"],
    }),
  ];
};
