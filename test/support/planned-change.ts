import type { ChangePlan } from "../../src/plan/plan-change.ts";
import type { StrategyContext } from "../../src/plan/choose-strategy.ts";
import { planChange } from "../../src/plan/plan-change.ts";
import { groupSteps, type StepGroup } from "../../src/plan/group-steps.ts";
import { observeNode } from "../../src/observed/observe-node.ts";
import type { NodeInMemory } from "./node-in-memory.ts";

/** What a plan changes on a node, and how, where nothing stands in the way of a handoff unless `context` says so. */
export async function plannedChange(node: NodeInMemory, context: Partial<StrategyContext> = {}): Promise<ChangePlan> {
  const possible = { strategy: "handoff", isAsked: false, verdicts: new Map() } as const;
  return planChange(await stepGroups(node), { ...possible, ...context });
}

async function stepGroups(node: NodeInMemory): Promise<readonly StepGroup[]> {
  const { steps } = await node.plan();
  const seen = await observeNode(
    node.desired().map(({ resource }) => resource),
    node.ports,
  );
  return groupSteps(steps, [], { seen, renderManifest: node.ports.renderManifest });
}
