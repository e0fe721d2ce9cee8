import { type Step, subjectOf } from "../../domain/step.ts";
import type { Reporter } from "../../ports/reporter.ts";
import type { Stage } from "../run-stages.ts";
import { type WriteRun, writeSteps } from "../write-steps.ts";
import type { InitPlan } from "./plan-init.ts";
import type { InitPorts } from "./init-ports.ts";

const WRITING_STAGES = [
  { stage: "certs", title: "Certificates", phases: ["certs/"] },
  { stage: "kubeconfig", title: "Kubeconfigs", phases: ["kubeconfig/"] },
  { stage: "manifests", title: "Static Pod manifests", phases: ["etcd/", "control-plane/"] },
  { stage: "kubelet-start", title: "Kubelet configuration and start", phases: ["kubelet-start"] },
];

/** The stages that write files and start the kubelet, those with something to do. `later` are left out. */
export function writingStages(
  plan: InitPlan,
  later: readonly Step[],
  ports: InitPorts,
  run: WriteRun,
): readonly Stage[] {
  return WRITING_STAGES.flatMap(({ stage, title, phases }) => {
    const steps = plan.steps.filter(
      (step) => phases.some((prefix) => step.phase.startsWith(prefix)) && !later.includes(step),
    );
    const work = async (): Promise<string> => {
      for (const step of steps) {
        announce(step, stage, ports.reporter);
      }
      await writeSteps(steps, plan, ports, run);
      return summary(steps);
    };
    return steps.length === 0 ? [] : [{ stage, title, run: work }];
  });
}

function announce({ resource, change }: Step, stage: string, reporter: Reporter): void {
  if (change.kind === "replace") {
    reporter.notify({ kind: "stage-detail", stage, detail: `${subjectOf(resource)}: ${change.because.join(", ")}` });
  }
}

function summary(steps: readonly Step[]): string {
  const made = steps.filter(({ change }) => change.kind !== "keep").length;
  return made === 0 ? "as they should be" : `${made} written, ${steps.length - made} kept`;
}
