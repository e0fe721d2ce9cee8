import { type Examination, isAccepted } from "../../src/diagnose/doctor/examine.ts";

/** A host, looked over, as one object: every check with its level, its grounds or its findings, and fixes. */
export function examinationAsJson(examination: Examination): object {
  const { host, kind, specsSource, outcomes, notApplicable } = examination;
  const countOf = (wanted: string): number => outcomes.filter(({ level }) => level === wanted).length;
  return {
    kind: "examination",
    host,
    hostKind: kind,
    measuredBy: specsSource,
    isAccepted: isAccepted(examination),
    counts: { pass: countOf("pass"), warn: countOf("warn"), reject: countOf("reject"), unknown: countOf("unknown") },
    checks: outcomes.map(({ check, level, saw, findings }) => ({
      name: check,
      level,
      evidence:
        level === "pass"
          ? [saw].filter((text) => text !== "")
          : findings.flatMap(({ what, evidence }) => [what, ...evidence]),
      fix: [...new Set(findings.flatMap(({ fix }) => fix))],
      findings,
    })),
    notApplicable,
  };
}
