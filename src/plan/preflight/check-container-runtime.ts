import type { Finding } from "../../domain/finding.ts";
import type { Check } from "./check.ts";
import { rejected, warned } from "./findings.ts";
import { kubernetesMinor } from "./kubernetes-minor.ts";
import type { PreflightFacts, RuntimeFact } from "./preflight-facts.ts";

const CRI = "CRI";
const VERSION = "ContainerRuntimeVersion";
/** The first containerd that speaks CRI v1. */
const OLDEST_CONTAINERD = [1, 6] as const;
/** The first kubelet that does not start without RuntimeConfig: kubernetes/kubeadm#3229. */
const NEEDS_RUNTIME_CONFIG = 38;

/** A container runtime that answers, is ready and is new enough. */
export const checkContainerRuntime: Check<Pick<PreflightFacts, "runtime">> = (
  { kubernetesVersion },
  { criSocket },
  { runtime },
) => {
  if (runtime.kind !== "present") {
    const reason = runtime.kind === "unreadable" ? ` (${runtime.reason})` : "";
    return [
      rejected(CRI, {
        what: `No container runtime answers at ${criSocket}${reason}.`,
        why: "The control plane runs in containers.",
        fix: [
          "steadyplane service status containerd",
          "Start it, or set nodeRegistration.criSocket to the one that runs.",
        ],
      }),
    ];
  }
  return [...unreadiness(runtime.value), ...age(runtime.value, kubernetesMinor(kubernetesVersion) ?? 0)];
};

function unreadiness({ name, unmetConditions }: RuntimeFact): readonly Finding[] {
  // The network is not ready before there is a CNI configuration, which may come after the control plane.
  const unmet = unmetConditions.filter((condition) => condition.startsWith("RuntimeReady"));
  return unmet.map((condition) =>
    rejected(CRI, {
      what: `The container runtime ${name} is not ready: ${condition}`,
      why: "It would not start a container.",
      fix: ["steadyplane service logs containerd", "Repair it and restart it."],
    }),
  );
}

function age({ name, version, hasRuntimeConfig }: RuntimeFact, minor: number): readonly Finding[] {
  if (name === "containerd" && isOlder(version, OLDEST_CONTAINERD)) {
    return [
      rejected(VERSION, {
        what: `containerd ${version} is too old; ${OLDEST_CONTAINERD.join(".")} is the oldest that the kubelet can use.`,
        why: "It does not speak CRI v1.",
        fix: ["containerd --version", "Install a newer containerd and restart it."],
      }),
    ];
  }
  if (hasRuntimeConfig) {
    return [];
  }
  const explained = {
    what: `${name} ${version} cannot tell the kubelet its cgroup driver (RuntimeConfig).`,
    why: `Kubelets from v1.${NEEDS_RUNTIME_CONFIG} on do not start with such a runtime.`,
    fix: ["containerd --version", "Install a newer runtime (containerd 2.0 or later)."],
  };
  return [minor >= NEEDS_RUNTIME_CONFIG ? rejected(VERSION, explained) : warned(VERSION, explained)];
}

function isOlder(version: string, [major, minor]: readonly [number, number]): boolean {
  const found = /^v?(?<major>\d+)\.(?<minor>\d+)/u.exec(version)?.groups;
  const foundMajor = Number(found?.["major"] ?? major);
  return foundMajor < major || (foundMajor === major && Number(found?.["minor"] ?? minor) < minor);
}
