import type { Check } from "./check.ts";
import { notTold, rejected, warned } from "./findings.ts";

const CHECK = "Service-kubelet";

/** Something keeps the kubelet running, and it does not fail again and again. */
export const checkKubeletService: Check = (_cluster, _node, { kubeletService }) => {
  if (kubeletService.kind === "unreadable") {
    return [
      notTold(CHECK, "the state of the kubelet's service", kubeletService, ["steadyplane service status kubelet"]),
    ];
  }
  if (kubeletService.kind === "absent" || kubeletService.value.state === "absent") {
    return [
      rejected(CHECK, {
        what: "No service runs the kubelet on this host.",
        why: "The kubelet runs the control plane's Pods, and must be started again when it stops.",
        fix: ["steadyplane up", "Or install the kubelet's systemd unit."],
      }),
    ];
  }
  const { state, lastExit, lastLines, hasConfiguration } = kubeletService.value;
  // Before there is a configuration the kubelet of the packages cannot but stop.
  if (state !== "restarting" || !hasConfiguration) {
    return [];
  }
  const saying = lastLines.at(-1) === undefined ? "" : `; it last said: ${lastLines.at(-1) ?? ""}`;
  return [
    warned(CHECK, {
      what: `The kubelet stops again and again (${lastExit ?? "no exit status"})${saying}`,
      why: "Its configuration is written anew and it is restarted; if that does not help, waiting will say why.",
      fix: ["steadyplane service logs kubelet"],
    }),
  ];
};
