import { createHash } from "node:crypto";
import { withoutSecrets } from "../../config/without-secrets.ts";
import { observationDigests } from "../../plan/observation-digests.ts";
import { type SavedPlan, savedChange } from "../../plan/saved-plan.ts";
import type { ApplyRequest } from "./apply-request.ts";
import type { ApplyPlan } from "./plan-apply.ts";

/** A plan as it is saved, and as a saved one is compared with what holds now. */
export function savedPlanOf(
  { node, tool, configurationText, isStrategyAsked }: ApplyRequest,
  plan: ApplyPlan,
): SavedPlan {
  return {
    kind: "steadyplane-plan",
    version: 1,
    node: node.name,
    strategy: tool.strategy,
    isStrategyAsked,
    configuration: { sha256: sha256(configurationText), text: withoutSecrets(configurationText) },
    changes: plan.changes.map(savedChange),
    observations: observationDigests(plan, sha256),
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
