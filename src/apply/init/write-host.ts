import type { CertificateResource } from "../../domain/resource.ts";
import { type Step, subjectOf } from "../../domain/step.ts";
import { authoritiesOf } from "../../desired/pki/authorities-of.ts";
import type { Reporter } from "../../ports/reporter.ts";
import { applyStep } from "../apply-step.ts";
import type { Stage } from "../run-stages.ts";
import type { InitPlan } from "./plan-init.ts";
import type { InitPorts } from "./init-ports.ts";

const WRITING_STAGES = [
  { stage: "certs", title: "Certificates", phases: ["certs/"] },
  { stage: "kubeconfig", title: "Kubeconfigs", phases: ["kubeconfig/"] },
  { stage: "manifests", title: "Static Pod manifests", phases: ["etcd/", "control-plane/"] },
  { stage: "kubelet-start", title: "Kubelet configuration and start", phases: ["kubelet-start"] },
];

/** One run: its drafts' id, and the signal that stops it between two steps. */
export interface WriteRun {
  readonly transactionId: string;
  readonly signal: AbortSignal;
}

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

/** Carries out steps of the plan, one after the other. */
export async function writeSteps(
  steps: readonly Step[],
  plan: InitPlan,
  ports: InitPorts,
  run: WriteRun,
): Promise<void> {
  const certificates = plan.desired.flatMap(({ resource }): readonly CertificateResource[] =>
    resource.kind === "certificate" ? [resource] : [],
  );
  const context = { authorities: authoritiesOf(certificates), transactionId: run.transactionId };
  for (const step of steps) {
    run.signal.throwIfAborted();
    await applyStep(step, context, ports);
  }
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
