import type { Finding } from "../domain/finding.ts";
import { ToolError } from "./tool-error.ts";

/** What preflight rejected, as one error; undefined where it rejected nothing. Warnings are the caller's to report. */
export function preflightError(findings: readonly Finding[]): ToolError | undefined {
  const rejected = findings.filter(({ level }) => level === "reject");
  const [first] = rejected;
  if (first === undefined) {
    return undefined;
  }
  const names = [...new Set(rejected.map(({ check }) => check))];
  return new ToolError(
    "PreflightFailed",
    "preflight",
    {
      what: `This host is not ready: ${rejected.length === 1 ? "one check" : `${rejected.length} checks`} failed.`,
      why: "Going on would fail halfway or do damage. Nothing was changed.",
      fix: [
        ...new Set(rejected.flatMap(({ fix }) => fix.slice(0, 1))),
        "Then run the same command again.",
        `To go on all the same: --ignore-preflight-errors=${names.join(",")}`,
      ],
    },
    { evidence: rejected.flatMap(formatFinding) },
  );
}

/** A finding as lines: its check and what, then why, then what to do. */
export function formatFinding({ check, what, why, fix }: Finding): readonly string[] {
  return [
    `${check}: ${what}`,
    `  Why  ${why}`,
    ...fix.map(
      (step, index) => `  ${index === 0 ? "Fix " : "    "} ${fix.length === 1 ? "" : `${index + 1}. `}${step}`,
    ),
  ];
}
