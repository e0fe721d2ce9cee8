import type { Check } from "./check.ts";
import { rejected, warned } from "./findings.ts";

// kubeadm's name for the check that looks at cgroups among others.
const CHECK = "SystemVerification";

/** A version of cgroups that the kubelet will not refuse. */
export const checkCgroupVersion: Check = (_cluster, { facts }, { request }) => {
  if (facts.cgroupVersion === 2) {
    return [];
  }
  if (request.kubeletConfiguration["failCgroupV1"] !== false) {
    return [
      rejected(CHECK, {
        what: "This host has cgroup v1, and the kubelet is configured to refuse that (failCgroupV1).",
        why: "The kubelet would stop as soon as it starts.",
        fix: [
          "stat -fc %T /sys/fs/cgroup",
          "Boot with systemd.unified_cgroup_hierarchy=1, or set failCgroupV1: false in KubeletConfiguration.",
        ],
      }),
    ];
  }
  return [
    warned(CHECK, {
      what: "This host has cgroup v1, which Kubernetes only maintains.",
      why: "It works, but features that need cgroup v2 do not.",
      fix: ["stat -fc %T /sys/fs/cgroup", "Boot with systemd.unified_cgroup_hierarchy=1 when it suits."],
    }),
  ];
};
