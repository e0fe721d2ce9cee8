import type { Component } from "../../domain/component.ts";
import type { Finding } from "../../domain/finding.ts";
import type { DesiredResource, StaticPodResource } from "../../domain/resource.ts";
import type { Step } from "../../domain/step.ts";
import { observeCommitted } from "../../observed/observe-committed.ts";
import { observeChangeFacts } from "../../observed/preflight/observe-change-facts.ts";
import { observeRuntime } from "../../observed/preflight/observe-runtime.ts";
import { findDrift } from "../../plan/drift/find-drift.ts";
import { overwrittenFiles } from "../../plan/drift/overwritten-files.ts";
import type { StepGroup } from "../../plan/group-steps.ts";
import type { HandoffVerdict } from "../../plan/handoff/check-handoff.ts";
import { type ChangePlan, componentsOf, planChange } from "../../plan/plan-change.ts";
import { checkChange } from "../../plan/preflight/change/check-change.ts";
import type { ChangeRequest } from "../../plan/preflight/change/change-facts.ts";
import { usedPairs } from "../../plan/preflight/change/used-pairs.ts";
import { secretFiles } from "../../plan/preflight/change/secret-files.ts";
import { checkImages } from "../../plan/preflight/check-images.ts";
import { demote } from "../../plan/preflight/demote.ts";
import { writesOf } from "../../plan/writes-of.ts";
import type { ApplyRequest } from "./apply-request.ts";
import { judgeHandoffs } from "./judge-handoffs.ts";
import type { ObservedForChange } from "./observe-for-change.ts";
import type { PlanPorts } from "./plan-ports.ts";

/** How a change can be made on the host as it is now. */
export interface Outlook extends ChangePlan {
  /** Of each component that changes. */
  readonly verdicts: ReadonlyMap<Component, HandoffVerdict>;
  /** Images of Pods that change, which are not on the host and can be pulled. */
  readonly missingImages: readonly string[];
}

/** Asks the host whether it is fit for these groups, and decides how each is carried out. Reads only. */
export async function lookAhead(
  request: ApplyRequest,
  observed: ObservedForChange,
  groups: readonly StepGroup[],
  ports: PlanPorts,
): Promise<Outlook> {
  const { cluster, node, tool, isStrategyAsked, overwritesDrift, localImageRepository } = request;
  const resources = observed.desired.map(({ resource }) => resource);
  const components = componentsOf(groups);
  const changing = podsAmong(resources).filter(({ component }) => components.includes(component));
  const images = changing.map(({ view }) => view.image);
  const [verdicts, facts, found, committed] = await Promise.all([
    judgeHandoffs(components, request, observed, ports),
    observeChangeFacts(ports, cluster, node, changeRequest(groups, resources, changing)),
    observeRuntime(ports.runtime, images),
    observeCommitted(observed.revision, ports.files),
  ]);
  const plan = planChange(groups, { strategy: tool.strategy, isAsked: isStrategyAsked, verdicts });
  const fitness: readonly Finding[] = [
    ...checkChange(cluster, node, facts),
    ...checkImages(cluster, node, { ...found, request: { localImageRepository } }),
  ];
  const overwritten = overwrittenFiles(stepsOf(groups));
  return {
    changes: plan.changes,
    verdicts,
    missingImages: found.images.filter(({ image }) => image.kind === "absent").map(({ reference }) => reference),
    findings: [
      ...findDrift(committed, { overwritten, mayOverwrite: overwritesDrift }),
      ...demote(fitness, node.ignorePreflightErrors),
      ...plan.findings,
    ],
  };
}

function changeRequest(
  groups: readonly StepGroup[],
  resources: readonly DesiredResource[],
  changing: readonly StaticPodResource[],
): ChangeRequest {
  const writes = stepsOf(groups).flatMap(({ resource }) => writesOf(resource));
  return {
    targets: new Set(groups.map(({ target }) => target)),
    writes,
    pairs: usedPairs(changing, writes),
    manifests: podsAmong(resources).map(({ path }) => path),
    secrets: secretFiles(resources),
    // How large the snapshot is, only etcd knows; whoever takes it looks whether there is room.
    snapshotBytes: 0,
    builtAt: undefined,
  };
}

function stepsOf(groups: readonly StepGroup[]): readonly Step[] {
  return groups.flatMap(({ steps }) => steps.map(({ step }) => step));
}

function podsAmong(resources: readonly DesiredResource[]): readonly StaticPodResource[] {
  return resources.flatMap((resource) => (resource.kind === "static-pod" ? [resource] : []));
}
