import type { SavedPlan } from "./saved-plan.ts";

/** What a saved plan was made from and is another now; `the plan itself` where it is the same and leads to another plan. Empty while it holds. */
export function staleSubjects(saved: SavedPlan, now: Pick<SavedPlan, "changes" | "observations">): readonly string[] {
  const subjects = [...new Set([...Object.keys(saved.observations), ...Object.keys(now.observations)])];
  const stale = subjects.filter((subject) => saved.observations[subject] !== now.observations[subject]);
  const isSame = JSON.stringify(saved.changes) === JSON.stringify(now.changes);
  return stale.length > 0 || isSame ? stale : ["the plan itself"];
}
