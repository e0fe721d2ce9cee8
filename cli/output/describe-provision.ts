import type { ProvisionPlan } from "../../src/provision/plan-provision.ts";
import { formatFinding } from "../../src/errors/preflight.ts";

/** What a host lacks, as the operator reads it. */
export function describeProvision({ steps, findings }: ProvisionPlan): string {
  const lines = steps.map((step) => `+ ${step.kind}${"names" in step ? `: ${step.names.join(", ")}` : ""}`);
  return [
    ...(lines.length === 0 ? ["This host has everything it needs."] : lines),
    ...findings.flatMap(formatFinding),
    "Then init, whose plan can be told once this is there: steadyplane init --dry-run",
  ].join("\n");
}
