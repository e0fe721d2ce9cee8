import type { Finding } from "../domain/finding.ts";

/** Objects of the API that could not be looked at, all for one reason. */
export function unknownObjects(subjects: readonly string[], reason: string): Finding {
  const what = subjects.length === 1 ? subjects.join("") : `${subjects.length} objects of the API`;
  return {
    check: "Objects",
    level: "unknown",
    what: `Could not look at ${what}: ${reason.replace(/\.$/u, "")}.`,
    why: "Whether they are as they should be is not known; they are left as they are.",
    fix: ["steadyplane status", "Once the API answers, run the same command again."],
  };
}
