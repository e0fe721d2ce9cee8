import type { DoctorCheck, DoctorFinding } from "./doctor-check.ts";
import type { DoctorFacts } from "./doctor-facts.ts";
import { DOCTOR_CHECKS } from "./doctor-checks.ts";

export type Level = "pass" | DoctorFinding["level"];

/** What one check came to. `saw` says on what grounds it passed; empty where it did not. */
export interface Outcome {
  readonly check: string;
  readonly level: Level;
  readonly saw: string;
  readonly findings: readonly DoctorFinding[];
}

/** A host, looked over. */
export interface Examination {
  readonly host: string;
  readonly kind: DoctorFacts["kind"];
  /** Where what it should be is from. */
  readonly specsSource: string;
  readonly outcomes: readonly Outcome[];
  /** Checks that mean nothing on this host. */
  readonly notApplicable: readonly string[];
}

const PROVISION = "steadyplane up";

/** The worst first. */
const LEVELS: readonly Level[] = ["reject", "warn", "unknown", "pass"];

/** Every check that means something on this host. Nothing is looked at but `facts`. */
export function examine(facts: DoctorFacts): Examination {
  const { name, hostname } = facts.assumed.node;
  const applicable = DOCTOR_CHECKS.filter((check) => appliesTo(check, facts));
  return {
    host: facts.kind === "node" ? name : hostname,
    kind: facts.kind,
    specsSource: facts.specsSource,
    outcomes: applicable.map((check) => outcomeOf(check, facts)),
    notApplicable: DOCTOR_CHECKS.filter((check) => !applicable.includes(check)).map((check) => check.name),
  };
}

/** Whether nothing must be put right. What could not be told is no reason to say no. */
export function isAccepted({ outcomes }: Examination): boolean {
  return outcomes.every(({ level }) => level !== "reject");
}

function appliesTo({ hosts, applies }: DoctorCheck, facts: DoctorFacts): boolean {
  return (hosts === "every" || hosts === facts.kind) && (applies === undefined || applies(facts));
}

function outcomeOf(check: DoctorCheck, facts: DoctorFacts): Outcome {
  const { saw, findings } = check.look(facts);
  const told = findings.map((finding) => tempered(finding, check, facts));
  const level = LEVELS.find((one) => told.some((finding) => finding.level === one)) ?? "pass";
  return { check: check.name, level, saw: level === "pass" ? saw : "", findings: told };
}

function tempered(finding: DoctorFinding, check: DoctorCheck, { kind, host: { userId } }: DoctorFacts): DoctorFinding {
  const isRoot = userId.kind === "present" && userId.value === 0;
  if (check.needsRoot === true && !isRoot && finding.level !== "unknown") {
    return {
      ...finding,
      level: "unknown",
      what: "Could not tell for sure: only root sees enough for it.",
      why: "It is taken neither for good nor for bad.",
      evidence: [`as seen by another user: ${finding.what}`, ...finding.evidence],
      fix: ["sudo steadyplane doctor"],
    };
  }
  if (check.isProvisioned === true && kind === "bare" && finding.level === "reject") {
    const others = finding.fix.filter((step) => step !== PROVISION);
    return { ...finding, level: "warn", fix: [PROVISION, ...others] };
  }
  return finding;
}
