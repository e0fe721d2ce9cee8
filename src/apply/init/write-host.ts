import type { AuthorityId } from "../../domain/certificate-request.ts";
import type { CertificateResource } from "../../domain/resource.ts";
import { type Step, subjectOf } from "../../domain/step.ts";
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

/** The stages that write files and start the kubelet, those with something to do. A stopped run ends between two steps. */
export function writingStages(plan: InitPlan, ports: InitPorts, transactionId: string, signal: AbortSignal): readonly Stage[] {
  const context = { authorities: authoritiesOf(plan), transactionId };
  return WRITING_STAGES.flatMap(({ stage, title, phases }) => {
    const steps = plan.steps.filter(({ phase }) => phases.some((prefix) => phase.startsWith(prefix)));
    const run = async (): Promise<string> => {
      for (const step of steps) {
        signal.throwIfAborted();
        announce(step, stage, ports.reporter);
        await applyStep(step, context, ports);
      }
      return summary(steps);
    };
    return steps.length === 0 ? [] : [{ stage, title, run }];
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

function authoritiesOf({ desired }: InitPlan): ReadonlyMap<AuthorityId, CertificateResource> {
  return new Map(
    desired.flatMap(({ resource }) =>
      resource.kind === "certificate" && resource.request.isAuthority ? [[resource.id as AuthorityId, resource] as const] : [],
    ),
  );
}
