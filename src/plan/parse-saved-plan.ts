import type { SavedPlan } from "./saved-plan.ts";

export type SavedPlanRead =
  | { readonly kind: "plan"; readonly plan: SavedPlan }
  /** A clause without full stop. */
  | { readonly kind: "not-a-plan"; readonly reason: string };

/** A plan from a file. Whether it still holds is for staleSubjects to say, which finds out an edited one too. */
export function parseSavedPlan(text: string): SavedPlanRead {
  const value = parsed(text);
  if (value?.kind !== "steadyplane-plan") {
    return { kind: "not-a-plan", reason: "it holds no plan of steadyplane" };
  }
  if (value.version !== 1) {
    return {
      kind: "not-a-plan",
      reason: `it is of version ${String(value.version)}, and this program knows version 1`,
    };
  }
  const isWhole =
    typeof value.node === "string" &&
    typeof value.configuration?.text === "string" &&
    typeof value.configuration.sha256 === "string" &&
    (value.strategy === "handoff" || value.strategy === "restart") &&
    typeof value.isStrategyAsked === "boolean" &&
    Array.isArray(value.changes) &&
    typeof value.observations === "object" &&
    value.observations !== null;
  return isWhole
    ? { kind: "plan", plan: value as SavedPlan }
    : { kind: "not-a-plan", reason: "parts of it are missing" };
}

function parsed(
  text: string,
): (Partial<Omit<SavedPlan, "kind" | "version">> & { kind?: unknown; version?: unknown }) | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
