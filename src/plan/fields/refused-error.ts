import type { RefusedChange } from "../../domain/refused-change.ts";
import { changeNotMade, fieldNeverChanges } from "../../errors/refused-changes.ts";
import type { ToolError } from "../../errors/tool-error.ts";

/** All refused changes as one error; undefined where there is none. One that can never be made decides the exit status. */
export function refusedError(changes: readonly RefusedChange[]): ToolError | undefined {
  if (changes.length === 0) {
    return undefined;
  }
  const isHopeless = changes.some(({ fieldClass }) => fieldClass === "never");
  return isHopeless ? fieldNeverChanges(changes) : changeNotMade(changes);
}
