import { styleText } from "node:util";
import type { DoctorFinding } from "../../src/diagnose/doctor/doctor-check.ts";
import type { Examination, Level } from "../../src/diagnose/doctor/examine.ts";
import { labelled, numbered } from "./labelled.ts";
import { table } from "./table.ts";

const WIDTH = 100;
const MOST_EVIDENCE = 6;
const WORDS = { reject: "REJECT", warn: "WARN", unknown: "COULD NOT TELL" } as const;
const COLOURS = { REJECT: "red", WARN: "yellow", "COULD NOT TELL": "cyan" } as const;

/** A host, looked over, on one screen: what is not in order with its fix, the worst first, then the counts. */
export function describeExamination(
  examination: Examination,
  { showsPassed }: { readonly showsPassed: boolean },
): string {
  const passed = examination.outcomes.filter(({ level }) => level === "pass");
  return [
    title(examination),
    ...(["reject", "warn", "unknown"] as const).flatMap((level) => blocks(examination, level)),
    "",
    counts(examination),
    ...(showsPassed
      ? ["", table(passed.map(({ check, saw }) => [check, saw]))]
      : wrapped(`passed: ${passed.map(({ check }) => check).join(", ")}`)),
  ].join("\n");
}

/** `text` with its first line in green or red, and each finding's word in its own colour. */
export function colouredExamination(text: string, isGood: boolean): string {
  return text
    .split("\n")
    .map((line, index) => {
      const word = Object.keys(COLOURS).find((one) => line.startsWith(`${one}  `)) as keyof typeof COLOURS | undefined;
      const colour = index === 0 ? (isGood ? "green" : "red") : word === undefined ? undefined : COLOURS[word];
      return colour === undefined ? line : styleText(colour, line, { validateStream: false });
    })
    .join("\n");
}

function title({ host, kind, outcomes, specsSource }: Examination): string {
  const isRejected = outcomes.some(({ level }) => level === "reject");
  const measured = specsSource === "nothing" ? "" : `, measured by ${specsSource}`;
  if (kind === "bare") {
    return `${host} is a bare host${measured}, and ${isRejected ? "cannot become a control plane as it is" : "can become a control plane"}.`;
  }
  return `${host} is a node${measured}, and ${isRejected ? "is not in order" : "nothing must be put right"}.`;
}

interface Block {
  readonly checks: readonly string[];
  readonly finding: DoctorFinding;
}

/** Findings of one level; what several checks say in the same words is said once. */
function blocks({ outcomes }: Examination, level: Exclude<Level, "pass">): readonly string[] {
  const found = new Map<string, Block>();
  for (const { check, findings } of outcomes) {
    for (const finding of findings.filter((one) => one.level === level)) {
      const key = level === "unknown" ? reasonIn(finding) : `${finding.what}\n${finding.fix.join("\n")}`;
      const before = found.get(key)?.checks ?? [];
      found.set(key, {
        checks: before.includes(check) ? before : [...before, check],
        finding: found.get(key)?.finding ?? finding,
      });
    }
  }
  return [...found].flatMap(([key, block]) => ["", ...(level === "unknown" ? unknownLines(key, block) : lines(block))]);
}

/** What is not known differs from check to check; why it is not, often does not. */
function reasonIn({ what }: DoctorFinding): string {
  return what.replace(/^Could not tell .*?: /u, "");
}

function unknownLines(reason: string, { checks, finding }: Block): readonly string[] {
  return [
    ...wrapped(`${WORDS.unknown}  ${checks.join(", ")}`),
    `  ${reason}`,
    ...evidenceLines(finding),
    ...labelled("Fix", numbered(finding.fix)),
  ];
}

function lines({ checks, finding }: Block): readonly string[] {
  const word = finding.level === "reject" ? WORDS.reject : WORDS.warn;
  return [
    `${word}  ${checks.join(", ")}: ${finding.what}`,
    ...evidenceLines(finding),
    ...labelled(
      "Why",
      [finding.why].filter((why) => why !== ""),
    ),
    ...labelled("Fix", numbered(finding.fix)),
  ];
}

function evidenceLines({ evidence }: DoctorFinding): readonly string[] {
  const more = evidence.length - MOST_EVIDENCE;
  return [...evidence.slice(0, MOST_EVIDENCE).map((line) => `  ${line}`), ...(more > 0 ? [`  and ${more} more`] : [])];
}

function counts({ outcomes, notApplicable }: Examination): string {
  const of = (level: Level): number => outcomes.filter((outcome) => outcome.level === level).length;
  const parts = [
    `${of("reject")} rejected`,
    `${of("warn")} warned`,
    `${of("unknown")} could not tell`,
    `${of("pass")} passed`,
  ];
  return `${outcomes.length} checks: ${parts.join(", ")}; ${notApplicable.length} do not apply here.`;
}

function wrapped(text: string): readonly string[] {
  const words = text.split(" ");
  const out: string[] = [];
  let line = "";
  for (const word of words) {
    if (line !== "" && line.length + 1 + word.length > WIDTH) {
      out.push(line);
      line = `  ${word}`;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...out, line];
}
