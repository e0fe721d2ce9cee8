import type { Finding } from "../../domain/finding.ts";
import { notTold, rejected } from "../preflight/findings.ts";
import type { ComponentHandoffFacts, HandoffCheck, HostHandoffFacts } from "./handoff-facts.ts";

/** Whoever starts Pods runs, the component serves, and nothing of an earlier handoff is there. */
export const checkRunning: HandoffCheck = (facts, host) => [
  ...kubelet(host),
  ...runtime(host),
  ...serving(facts),
  ...leftovers(facts),
];

function kubelet({ kubelet: state }: HostHandoffFacts): readonly Finding[] {
  if (state.kind !== "present") {
    return [notTold("Handoff-Kubelet", "whether the kubelet runs", state, ["steadyplane service status kubelet"])];
  }
  return state.value === "running"
    ? []
    : [
        rejected("Handoff-Kubelet", {
          what: `The kubelet does not run (${state.value}).`,
          why: "Nobody would start a second instance.",
          fix: ["steadyplane service logs kubelet", "Repair it and start it."],
        }),
      ];
}

// The network of Pods may be down: the control plane uses the host's.
function runtime({ runtimeUnmet }: HostHandoffFacts): readonly Finding[] {
  if (runtimeUnmet.kind !== "present") {
    const fix = ["steadyplane service status containerd"];
    return [notTold("Handoff-Runtime", "whether the container runtime is ready", runtimeUnmet, fix)];
  }
  const unmet = runtimeUnmet.value.filter((condition) => condition.startsWith("RuntimeReady"));
  return unmet.map((condition) =>
    rejected("Handoff-Runtime", {
      what: `The container runtime is not ready: ${condition}`,
      why: "It would not start a second instance.",
      fix: ["steadyplane service logs containerd", "Repair it and restart it."],
    }),
  );
}

function serving({ component, isServing }: ComponentHandoffFacts): readonly Finding[] {
  return isServing.kind === "present"
    ? []
    : [notTold("Handoff-Serving", `whether ${component} serves`, isServing, ["steadyplane status"])];
}

function leftovers({ component, leftovers: seen }: ComponentHandoffFacts): readonly Finding[] {
  const fix = ["steadyplane apply --abort"];
  if (seen.kind !== "present") {
    return [notTold("Handoff-Leftover", `whether an earlier handoff of ${component} left anything`, seen, fix)];
  }
  return seen.value.map((leftover) =>
    rejected("Handoff-Leftover", {
      what: `${leftover} of an earlier handoff is still there.`,
      why: "A second handoff would meet it.",
      fix,
    }),
  );
}
