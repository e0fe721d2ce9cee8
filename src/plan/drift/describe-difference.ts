import type { Difference } from "../../domain/difference.ts";

/** A difference in a sentence: `--v: 2 → 5`. */
export function describeDifference(difference: Difference): string {
  const { path } = difference;
  switch (difference.kind) {
    case "added":
      return `${path} added (${difference.after})`;
    case "removed":
      return `${path} removed (${difference.before})`;
    case "changed":
      return `${path}: ${difference.before} → ${difference.after}`;
    case "secret":
      return `${path} (secret)`;
  }
}
