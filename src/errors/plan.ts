import type { Finding } from "../domain/finding.ts";
import { formatFinding } from "./preflight.ts";
import { ToolError } from "./tool-error.ts";

/** Something stands in the way of a change. Undefined where nothing does; warnings are the caller's to report. */
export function changeRefused(findings: readonly Finding[]): ToolError | undefined {
  const rejected = findings.filter(({ level }) => level === "reject");
  if (rejected.length === 0) {
    return undefined;
  }
  const count = rejected.length === 1 ? "one thing stands" : `${rejected.length} things stand`;
  return new ToolError(
    "ChangeRefused",
    "preflight",
    {
      what: `This change cannot be made: ${count} in the way.`,
      why: "Going on would fail halfway or do damage. Nothing was changed.",
      fix: [...new Set(rejected.flatMap(({ fix }) => fix.slice(0, 1))), "Then run the same command again."],
    },
    { evidence: rejected.flatMap(formatFinding) },
  );
}

/** A saved plan is applied to a node that is no longer what it was made for. */
export function stalePlan(file: string, subjects: readonly string[]): ToolError {
  return new ToolError(
    "StalePlan",
    "preflight",
    {
      what: `${file} was made for a node that has changed since.`,
      why: "What it was reviewed for is no longer what would happen. Nothing was changed.",
      fix: [`steadyplane plan --out ${file}`, "Review it, then apply it."],
    },
    { evidence: subjects.map((subject) => `no longer as it was: ${subject}`) },
  );
}

/** A file that should hold a saved plan and does not. `reason` is a clause. */
export function notAPlan(file: string, reason: string): ToolError {
  return new ToolError("NotAPlan", "usage", {
    what: `${file} cannot be used as a plan: ${reason}.`,
    why: "What it would change is not known. Nothing was changed.",
    fix: ["steadyplane plan --out FILE", "Then: steadyplane apply FILE"],
  });
}

/** A plan is to be written over something that is no plan. */
export function wouldOverwrite(file: string, what: "plan" | "timeline"): ToolError {
  return new ToolError("WouldOverwrite", "usage", {
    what: `${file} is there and holds no ${what} of steadyplane.`,
    why: `It was left as it is, and no ${what} was written.`,
    fix: [`ls -l ${file}`, "Name another file with --out, or move this one away."],
  });
}

/** A change is asked for on a host that is no control-plane node yet. */
export function notInitialised(): ToolError {
  return new ToolError("NotInitialised", "preflight", {
    what: "This host is no control-plane node yet.",
    why: "There is nothing to change. Nothing was changed.",
    fix: ["steadyplane init", "On a bare machine: steadyplane up"],
  });
}
