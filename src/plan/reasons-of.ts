import type { Difference } from "../domain/difference.ts";
import { type Step, subjectOf } from "../domain/step.ts";
import { KNOWN_AFTER_APPLY } from "./differences/difference-at.ts";

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
        return contentReasons(subject, differences);
      }
      return [...new Set(change.because.flatMap((reason) => sentences(reason, subject, differences)))];
  }
}

function sentences(reason: string, subject: string, differences: readonly Difference[]): readonly string[] {
  return reason === "content differs" ? contentReasons(subject, differences) : [sentence(reason, subject)];
}

function sentence(reason: string, subject: string): string {
  // Of these the decision speaks about the resource without naming it.
  return /^(?:it |mode |owner )/u.test(reason)
    ? `${subject}${reason.startsWith("it ") ? reason.slice(2) : `: ${reason}`}`
    : reason.replace(/\.$/u, "");
}

/** What differs inside, and inputs that somebody else has changed; those that the plan changes have reasons of their own. */
function contentReasons(subject: string, differences: readonly Difference[]): readonly string[] {
  const inputs = differences.filter(isInput);
  const paths = [...new Set(differences.filter((one) => !isInput(one) && !isStatus(one)).map(({ path }) => path))];
  const changed = inputs.filter((input) => input.kind !== "changed" || input.after !== KNOWN_AFTER_APPLY);
  return [
    ...(paths.length === 0 && inputs.length > 0 ? [] : [`${subject} differs${placesIn(paths)}`]),
    ...changed.map(({ path }) => `${path} is not as its Pod started with it`),
  ];
}

function placesIn(paths: readonly string[]): string {
  const rest = paths.length - MOST_NAMED;
  const named = paths.slice(0, MOST_NAMED).join(", ");
  return paths.length === 0 ? "" : ` in ${named}${rest > 0 ? ` and ${rest} more` : ""}`;
}

function isInput({ path }: Difference): boolean {
  return path.startsWith("/");
}

function isStatus({ path }: Difference): boolean {
  return path === "mode" || path === "owner";
}
