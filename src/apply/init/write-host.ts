import type { CertificateResource, DesiredResource } from "../../domain/resource.ts";
import { type Step, subjectOf } from "../../domain/step.ts";
import { authoritiesOf } from "../../desired/pki/authorities-of.ts";
import type { Reporter } from "../../ports/reporter.ts";
import { applyStep, type StepPorts } from "../apply-step.ts";
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

/** Carries out steps of the plan: certificates and kubeconfigs at once, since each waits for the disk, all else in order. */
export async function writeSteps(
  steps: readonly Step[],
  plan: Pick<InitPlan, "desired">,
  ports: StepPorts,
  run: WriteRun,
): Promise<void> {
  const certificates = plan.desired.flatMap(({ resource }): readonly CertificateResource[] =>
    resource.kind === "certificate" ? [resource] : [],
  );
  const context = { authorities: authoritiesOf(certificates), transactionId: run.transactionId };
  for (const batch of batches(steps)) {
    run.signal.throwIfAborted();
    // Each to its end, so that nothing is written any more once a failure has been told.
    const outcomes = await Promise.allSettled(batch.map(async (step) => applyStep(step, context, ports)));
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") {
        throw outcome.reason;
      }
    }
  }
}

/** Groups of steps that do not depend on each other: what signs, then what is signed, then the rest one by one. */
function batches(steps: readonly Step[]): readonly (readonly Step[])[] {
  const signing = steps.filter(({ resource }) => isAuthority(resource));
  const signed = steps.filter(({ resource }) => isCredential(resource) && !isAuthority(resource));
  const others = steps.filter(({ resource }) => !isCredential(resource));
  return [signing, signed, ...others.map((step) => [step])];
}

function isAuthority(resource: DesiredResource): boolean {
  return resource.kind === "certificate" && resource.request.isAuthority;
}

function isCredential({ kind }: DesiredResource): boolean {
  return kind === "certificate" || kind === "key-pair" || kind === "kubeconfig";
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
