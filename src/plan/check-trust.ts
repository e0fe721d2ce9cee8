import type { Finding } from "../domain/finding.ts";
import { type Step, subjectOf } from "../domain/step.ts";
import type { SeenNode } from "./seen-node.ts";

/** Keys that every other part relies on are never made anew on a node that runs. */
export function checkTrust(steps: readonly Step[], seen: SeenNode): readonly Finding[] {
  return steps
    .filter((step) => step.change.kind !== "keep" && isTrusted(step, seen))
    .map(({ resource }) => {
      const subject = subjectOf(resource);
      return {
        check: `Trust-${subject}`,
        level: "reject",
        what: `${subject} is not there.`,
        why: "What it has signed is in use, and a new one would have signed none of it. Nothing was changed.",
        fix: [`Put ${subject} and its key back from a backup.`, "Then run the same command again."],
      };
    });
}

function isTrusted({ resource }: Step, { observations }: SeenNode): boolean {
  if (resource.kind === "key-pair") {
    const observation = observations.get(subjectOf(resource));
    return !(observation?.kind === "key-pair" && observation.seen.kind === "present" && observation.seen.hasPrivate);
  }
  return resource.kind === "certificate" && resource.request.isAuthority;
}
