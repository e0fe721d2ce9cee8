import type { RefusedChange } from "../domain/refused-change.ts";
import { formatFinding } from "./preflight.ts";
import { ToolError } from "./tool-error.ts";

const UNCHANGED = "Nothing was changed.";

/** The configuration changes what a cluster keeps for life. */
export function fieldNeverChanges(changes: readonly RefusedChange[]): ToolError {
  const count = changes.length === 1 ? "a field" : `${changes.length} fields`;
  return new ToolError(
    "FieldNeverChanges",
    "usage",
    {
      what: `The configuration changes ${count} that a cluster keeps for life.`,
      why: `What exists was made with the values from before. ${UNCHANGED}`,
      fix: ["Set back what is shown, then run the same command again."],
    },
    { evidence: changes.flatMap(formatFinding) },
  );
}

/** The configuration changes what takes more than one step, or an operation of its own. */
export function changeNotMade(changes: readonly RefusedChange[]): ToolError {
  const count = changes.length === 1 ? "a field" : `${changes.length} fields`;
  return new ToolError(
    "ChangeNotMade",
    "preflight",
    {
      what: `The configuration changes ${count} in a way that apply does not make.`,
      why: `Made at once, requests or data would be lost. ${UNCHANGED}`,
      fix: ["Set back what is shown, or go by its steps, then run the same command again."],
    },
    { evidence: changes.flatMap(formatFinding) },
  );
}
