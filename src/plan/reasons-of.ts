import type { Difference } from "../domain/difference.ts";
import { type Step, subjectOf } from "../domain/step.ts";

const MOST_NAMED = 4;

/** Why a step is part of a change, one sentence each without full stop. */
export function reasonsOf({ resource, change }: Step, differences: readonly Difference[]): readonly string[] {
  const subject = subjectOf(resource);
  switch (change.kind) {
    case "keep":
      return [];
    case "create":
      return [resource.kind === "service" ? `${subject} does not run` : `${subject} is not there`];
    case "replace":
      if (resource.kind === "object") {
        return [`${subject} ${placesIn(differences)}`];
      }
      return [...new Set(change.because.map((reason) => sentence(reason, subject, differences)))];
  }
}

function sentence(reason: string, subject: string, differences: readonly Difference[]): string {
  if (reason === "content differs") {
    return `${subject} ${placesIn(differences)}`;
  }
  // Of these the decision speaks about the resource without naming it.
  return /^(?:it |mode |owner )/u.test(reason)
    ? `${subject}${reason.startsWith("it ") ? reason.slice(2) : `: ${reason}`}`
    : reason.replace(/\.$/u, "");
}

function placesIn(differences: readonly Difference[]): string {
  const paths = [...new Set(differences.filter(isInside).map(({ path }) => path))];
  const named = paths.slice(0, MOST_NAMED).join(", ");
  const rest = paths.length - MOST_NAMED;
  return paths.length === 0 ? "differs" : `differs in ${named}${rest > 0 ? ` and ${rest} more` : ""}`;
}

// Another file that changes, and a mode that does, are reasons of their own.
function isInside({ path }: Difference): boolean {
  return !path.startsWith("/") && path !== "mode" && path !== "owner";
}
