import type { Check } from "./check.ts";
import { notTold, warned } from "./findings.ts";

const CHECK = "Hostname";

/** The Node's name resolves, as kubeadm wishes. */
export const checkHostname: Check = (_cluster, { name, advertiseAddress }, { nodeNameAddresses }) => {
  switch (nodeNameAddresses.kind) {
    case "present":
      return [];
    case "unreadable":
      return [notTold(CHECK, `whether the name ${name} resolves`, nodeNameAddresses, [`getent ahosts ${name}`])];
    case "absent":
      return [
        warned(CHECK, {
          what: `The Node's name ${name} does not resolve.`,
          why: "What reaches this Node by its name will fail; the control plane itself uses addresses.",
          fix: [`echo "${advertiseAddress} ${name}" >> /etc/hosts`, "Or add it to DNS."],
        }),
      ];
  }
};
