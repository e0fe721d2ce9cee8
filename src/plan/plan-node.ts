import type { AbsolutePath } from "../domain/absolute-path.ts";
import { Confidential } from "../domain/confidential.ts";
import type { PhasedResource } from "../desired/desired-node.ts";
import type { Decision } from "../domain/decision.ts";
import type { Finding } from "../domain/finding.ts";
import type { DesiredResource, StaticPodResource } from "../domain/resource.ts";
import { type Step, subjectOf } from "../domain/step.ts";
import { unreachable } from "../domain/unreachable.ts";
import { changingFiles } from "./changing-files.ts";
import { decideCertificate } from "./certificates/decide-certificate.ts";
import { decideKeyPair } from "./certificates/decide-key-pair.ts";
import { decideKubeconfig } from "./certificates/decide-kubeconfig.ts";
import { unreadableFile } from "./certificates/explain-file-problem.ts";
import { decideAccount } from "./decide-account.ts";
import { decidePath } from "./decide-path.ts";
import { isIssuerKeyAvailable } from "./issuer-key.ts";
import type { SeenNode } from "./seen-node.ts";

/** What is to be done on a host, in order, and what forbids it. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly findings: readonly Finding[];
}

export interface PlanContext {
  readonly isExternalCa: boolean;
  /** Phases to plan for; what the others make is looked at all the same, since a certificate needs its authority. */
  readonly phases: ReadonlySet<string>;
  /** A manifest with the fingerprints of its inputs. */
  readonly renderManifest: (resource: StaticPodResource, known: ReadonlyMap<AbsolutePath, string>) => string;
}

/** The difference between what is desired and what was seen. Pure: the same arguments make the same plan. */
export function planNode(desired: readonly PhasedResource[], seen: SeenNode, context: PlanContext): Plan {
  const steps: Step[] = [];
  const findings: Finding[] = [];
  for (const { phase, resource } of desired.filter(({ phase: own }) => context.phases.has(own))) {
    const decision = decide(resource, seen, steps, context);
    if (decision.kind === "reject") {
      findings.push(...decision.findings);
    } else {
      steps.push({ phase, resource, change: decision });
    }
  }
  return { steps, findings };
}

/** The steps that change something. */
export function changesOf(plan: Plan): readonly Step[] {
  return plan.steps.filter(({ change }) => change.kind !== "keep");
}

function decide(resource: DesiredResource, seen: SeenNode, before: readonly Step[], context: PlanContext): Decision {
  const observation = seen.observations.get(subjectOf(resource));
  if (observation === undefined) {
    throw new Error(`${subjectOf(resource)} was not observed`);
  }
  switch (resource.kind) {
    case "account":
      return observation.kind === "account" ? decideAccount(resource.name, observation.seen) : mismatch(resource);
    case "directory":
    case "file":
      return observation.kind === "path"
        ? decidePath(resource, textOf(resource), observation.seen)
        : mismatch(resource);
    case "certificate": {
      const isAvailable = isIssuerKeyAvailable(resource.request.signedBy, seen);
      return observation.kind === "certificate"
        ? decideCertificate(resource, observation.seen, { isIssuerKeyAvailable: isAvailable })
        : mismatch(resource);
    }
    case "key-pair":
      return observation.kind === "key-pair"
        ? decideKeyPair(resource, observation.seen, { isAuthorityExternal: context.isExternalCa })
        : mismatch(resource);
    case "kubeconfig": {
      const isAvailable = isIssuerKeyAvailable(resource.authority, seen);
      return observation.kind === "kubeconfig"
        ? decideKubeconfig(resource, observation.seen, { isIssuerKeyAvailable: isAvailable })
        : mismatch(resource);
    }
    case "static-pod":
      return observation.kind === "path"
        ? decideStaticPod(resource, observation.seen, seen, before, context)
        : mismatch(resource);
    case "service":
      return observation.kind === "service"
        ? decideService(resource.needsRestartWhenChanged, observation.seen.state, before)
        : mismatch(resource);
    case "object":
      return { kind: "create" };
    default:
      return unreachable(resource);
  }
}

function textOf(resource: Extract<DesiredResource, { kind: "file" | "directory" }>): string {
  if (resource.kind === "directory") {
    return "";
  }
  return resource.text instanceof Confidential ? resource.text.reveal() : resource.text;
}

/** A manifest holds the fingerprints of what its Pod mounts; where one of those is about to change, so does it. */
function decideStaticPod(
  resource: StaticPodResource,
  seenFile: Parameters<typeof decidePath>[2],
  seen: SeenNode,
  before: readonly Step[],
  { renderManifest }: PlanContext,
): Decision {
  const unreadable = resource.inputs.flatMap((path) => {
    const reason = seen.unreadableInputs.get(path);
    return reason === undefined ? [] : [unreadableFile(`File-${path}`, path, reason)];
  });
  if (unreadable.length > 0) {
    return { kind: "reject", findings: unreadable };
  }
  const known = new Map(resource.inputs.map((path) => [path, seen.fingerprints.get(path) ?? "absent"]));
  const file = { kind: "file", path: resource.path, mode: resource.mode, owner: resource.owner } as const;
  const decision = decidePath(file, renderManifest(resource, known), seenFile);
  const changing = changingFiles(before);
  const because = resource.inputs.filter((path) => changing.has(path)).map((path) => `${path} changes`);
  if (because.length === 0 || decision.kind === "create" || decision.kind === "reject") {
    return decision;
  }
  return { kind: "replace", because: [...(decision.kind === "replace" ? decision.because : []), ...because] };
}

function decideService(files: readonly AbsolutePath[], state: string, before: readonly Step[]): Decision {
  const changing = changingFiles(before);
  const changed = files.filter((path) => changing.has(path)).map((path) => `${path} changes`);
  if (state !== "running") {
    return { kind: "create" };
  }
  return changed.length === 0 ? { kind: "keep" } : { kind: "replace", because: changed };
}

function mismatch(resource: DesiredResource): never {
  throw new Error(`${subjectOf(resource)} was observed as something else`);
}
