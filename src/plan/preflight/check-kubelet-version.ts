import type { Check } from "./check.ts";
import { notTold, rejected } from "./findings.ts";
import { kubernetesMinor } from "./kubernetes-minor.ts";

const CHECK = "KubeletVersion";
/** How many minor versions a kubelet may be behind its API server: the version skew policy. */
const ALLOWED_LAG = 3;

/** A kubelet that may work with the API server of the version wanted. */
export const checkKubeletVersion: Check = ({ kubernetesVersion }, _node, { kubeletVersion }) => {
  if (kubeletVersion.kind === "absent") {
    return [
      rejected(CHECK, {
        what: "There is no kubelet on this host.",
        why: "The kubelet runs the control plane's Pods.",
        fix: ["steadyplane up", "Or install a kubelet of the version wanted."],
      }),
    ];
  }
  const fix = ["kubelet --version"];
  if (kubeletVersion.kind === "unreadable") {
    return [notTold(CHECK, "the kubelet's version", kubeletVersion, fix)];
  }
  const [kubelet, wanted] = [kubernetesMinor(kubeletVersion.value), kubernetesMinor(kubernetesVersion)];
  if (kubelet === undefined || wanted === undefined) {
    const reason = `"${kubeletVersion.value}" or "${kubernetesVersion}" is no version`;
    return [notTold(CHECK, "whether the kubelet's version fits", { kind: "unreadable", reason }, fix)];
  }
  if (kubelet <= wanted && wanted - kubelet <= ALLOWED_LAG) {
    return [];
  }
  const problem = kubelet > wanted ? "newer than" : `more than ${ALLOWED_LAG} minor versions behind`;
  return [
    rejected(CHECK, {
      what: `The kubelet is ${kubeletVersion.value}, ${problem} the API server's ${kubernetesVersion}.`,
      why: "Kubernetes does not support this pair of versions.",
      fix: [...fix, `Install a kubelet ${kubernetesVersion}, or set kubernetesVersion to ${kubeletVersion.value}.`],
    }),
  ];
};
