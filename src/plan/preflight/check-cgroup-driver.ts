import type { Finding } from "../../domain/finding.ts";
import type { Check } from "./check.ts";
import { notTold, rejected } from "./findings.ts";

const CHECK = "CgroupDriver";

/** One cgroup driver for kubelet and container runtime, and one that this host can serve. */
export const checkCgroupDriver: Check = (_cluster, { facts }, { request }) => {
  const wanted = request.kubeletConfiguration["cgroupDriver"];
  // Without a wish the kubelet's configuration follows the runtime.
  if (typeof wanted !== "string") {
    return [];
  }
  const withoutSystemd = wanted === "systemd" && !facts.isSystemd ? [systemdMissing()] : [];
  if (facts.runtimeCgroupDriver === undefined) {
    const fix = ["grep SystemdCgroup /etc/containerd/config.toml"];
    return [...withoutSystemd, notTold(CHECK, "the container runtime's cgroup driver", { kind: "absent" }, fix)];
  }
  return facts.runtimeCgroupDriver === wanted ? withoutSystemd : [mismatch(wanted, facts.runtimeCgroupDriver)];
};

function mismatch(kubelet: string, runtime: string): Finding {
  return rejected(CHECK, {
    what: `The kubelet is configured for the cgroup driver ${kubelet}, the container runtime for ${runtime}.`,
    why: "Pods would not start, or be killed under load.",
    fix: [
      "grep -n SystemdCgroup /etc/containerd/config.toml",
      `Set cgroupDriver: ${runtime} in KubeletConfiguration, or change the runtime's driver and restart it.`,
    ],
  });
}

function systemdMissing(): Finding {
  return rejected(CHECK, {
    what: "The kubelet is configured for the cgroup driver systemd, and systemd does not run here.",
    why: "The kubelet could not make a Pod's cgroups.",
    fix: ["ps -p 1 -o comm=", "Set cgroupDriver: cgroupfs in KubeletConfiguration."],
  });
}
