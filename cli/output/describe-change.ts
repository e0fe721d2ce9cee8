import type { Difference } from "../../src/domain/difference.ts";
import type { Finding } from "../../src/domain/finding.ts";
import type { PlannedChange, StepWithDifferences } from "../../src/domain/planned-change.ts";
import { subjectOf } from "../../src/domain/step.ts";
import { formatFinding } from "../../src/errors/preflight.ts";
import { unreachable } from "../../src/domain/unreachable.ts";
import { howWords, summaryLine, timeWords } from "./change-words.ts";

export interface DescribedChange {
  readonly node: string;
  /** The configuration as the operator would name it. */
  readonly configuration: string;
  readonly changes: readonly PlannedChange[];
  readonly findings: readonly Finding[];
}

const SIGN = { added: "+", removed: "-", changed: "~", secret: "~" } as const;

/** A change as the operator reads it: what, how, for how long, why, and each difference. One line where nothing changes. */
export function describeChange({ node, configuration, changes, findings }: DescribedChange): string {
  const doubts = findings.filter(({ level }) => level === "unknown");
  const shown = findings.filter(({ level }) => level !== "reject").flatMap(formatFinding);
  if (changes.length === 0) {
    return doubts.length === 0
      ? `No changes. ${node} is as ${configuration} says.`
      : [`No changes on ${node}, as far as could be seen.`, "", ...shown].join("\n");
  }
  return [
    `${configuration} changes ${node}:`,
    "",
    ...changes.flatMap((change) => [...changeLines(change), ""]),
    ...(shown.length === 0 ? [] : [...shown, ""]),
    summaryLine(changes),
  ].join("\n");
}

function changeLines(change: PlannedChange): readonly string[] {
  return [
    `${change.target}: ${howWords(change)}; ${timeWords(change.expectedMs)}`,
    ...change.because.map((reason) => `  because ${reason}`),
    ...(change.undo.kind === "barrier" ? [`  cannot be taken back: ${change.undo.because}`] : []),
    ...change.steps.flatMap(stepLines),
  ];
}

function stepLines({ step, differences }: StepWithDifferences): readonly string[] {
  const sign = step.change.kind === "create" ? "+" : "~";
  return [`  ${sign} ${subjectOf(step.resource)}`, ...differences.map((difference) => `      ${line(difference)}`)];
}

function line(difference: Difference): string {
  const start = `${SIGN[difference.kind]} ${difference.path}`;
  switch (difference.kind) {
    case "added":
      return `${start}: ${difference.after}`;
    case "removed":
      return `${start}: ${difference.before}`;
    case "changed":
      return `${start}: ${difference.before} → ${difference.after}`;
    case "secret":
      return `${start}: <secret>`;
    default:
      return unreachable(difference);
  }
}
