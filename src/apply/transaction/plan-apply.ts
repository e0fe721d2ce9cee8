import { leafPaths } from "../../desired/phases.ts";
import type { Finding } from "../../domain/finding.ts";
import type { PlannedChange } from "../../domain/planned-change.ts";
import type { RefusedChange } from "../../domain/refused-change.ts";
import type { Step } from "../../domain/step.ts";
import { checkTrust } from "../../plan/check-trust.ts";
import { groupSteps } from "../../plan/group-steps.ts";
import { planNode } from "../../plan/plan-node.ts";
import { planObjects } from "../../plan/plan-objects.ts";
import type { ApplyRequest } from "./apply-request.ts";
import { checkLastConfiguration } from "./check-last-configuration.ts";
import type { lookAhead, Outlook } from "./look-ahead.ts";
import { type ObservedForChange, observeForChange } from "./observe-for-change.ts";
import type { PlanPorts } from "./plan-ports.ts";
import { requireNode } from "./require-node.ts";

/** What a configuration changes on a node, how, and what stands in the way. Nothing has been changed yet. */
export interface ApplyPlan extends ObservedForChange, Outlook {
  /** What `apply` never does; not to be ignored. */
  readonly refused: readonly RefusedChange[];
  /** Of the host, those that keep something included. */
  readonly steps: readonly Step[];
}

const NOTHING: Outlook = { changes: [], findings: [], verdicts: new Map(), missingImages: [] };

/**
 * Looks at a node and its API and plans what leads to `request`. The host is asked about its fitness only where
 * something changes. Rejects with NotInitialised.
 */
export async function planApply(request: ApplyRequest, ports: PlanPorts): Promise<ApplyPlan> {
  const observed = await observeForChange(request, ports);
  await requireNode(observed, ports.files);
  const { desired, seen, isExternalCa, objects, seenObjects } = observed;
  const { renderManifest } = ports;
  const host = planNode(desired, seen, { isExternalCa, phases: new Set(leafPaths()), renderManifest });
  const inApi = planObjects(objects, seenObjects);
  const groups = groupSteps(host.steps, inApi.steps, { seen, renderManifest });
  const [verdict, outlook] = await Promise.all([
    checkLastConfiguration(request, observed, groups, ports.files),
    groups.length === 0 ? NOTHING : outlookOf(request, observed, groups, ports),
  ]);
  const findings = [
    ...host.findings,
    ...checkTrust(host.steps, seen),
    ...verdict.findings,
    ...outlook.findings,
    ...inApi.findings,
  ];
  return {
    ...observed,
    ...outlook,
    changes: withUnknownObjects(outlook.changes, inApi.findings),
    refused: verdict.refused,
    steps: host.steps,
    findings: withoutRepetition(findings),
  };
}

// Most plans change nothing, and need not wait for the program that is read for those that do.
async function outlookOf(...args: Parameters<typeof lookAhead>): Promise<Outlook> {
  const looking = await import("./look-ahead.ts");
  return looking.lookAhead(...args);
}

/** Where the node changes while no API answers, what that lacks is seen when its turn comes. */
function withUnknownObjects(changes: readonly PlannedChange[], unknown: readonly Finding[]): readonly PlannedChange[] {
  if (changes.length === 0 || unknown.length === 0 || changes.some(({ target }) => target === "objects")) {
    return changes;
  }
  const because = ["what the API holds cannot be seen now; it is compared when the API answers"];
  const common = { strategy: "none", disruption: "none", undo: { kind: "reversible" }, expectedMs: 1_000 } as const;
  return [...changes, { ...common, target: "objects", steps: [], because }];
}

function withoutRepetition(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [`${finding.check} ${finding.what}`, finding])).values()];
}
