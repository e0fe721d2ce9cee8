import type { Difference } from "../../domain/difference.ts";
import { printable } from "./printable.ts";

/** Stands for what cannot be known before the plan is carried out. */
export const KNOWN_AFTER_APPLY = "known after apply";

/** One value that is another one at `path`; undefined is nothing there. */
export function differenceAt(path: string, before: unknown, after: unknown): Difference {
  if (before === undefined) {
    return { kind: "added", path, after: printable(after) };
  }
  return after === undefined
    ? { kind: "removed", path, before: printable(before) }
    : { kind: "changed", path, before: printable(before), after: printable(after) };
}
