import type { CertificateResource, DesiredResource } from "../domain/resource.ts";
import type { Step } from "../domain/step.ts";
import type { PhasedResource } from "../desired/desired-node.ts";
import { authoritiesOf } from "../desired/pki/authorities-of.ts";
import { applyStep, type StepPorts } from "./apply-step.ts";

/** One run: its drafts' id, and the signal that stops it between two steps. */
export interface WriteRun {
  readonly transactionId: string;
  readonly signal: AbortSignal;
}

/** Carries out steps of the plan: certificates and kubeconfigs at once, since each waits for the disk, all else in order. */
export async function writeSteps(
  steps: readonly Step[],
  plan: { readonly desired: readonly PhasedResource[] },
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
