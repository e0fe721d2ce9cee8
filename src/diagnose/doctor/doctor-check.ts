import type { Finding } from "../../domain/finding.ts";
import type { Seen } from "../../plan/preflight/preflight-facts.ts";
import type { DoctorFacts } from "./doctor-facts.ts";

/** What is not in order, or could not be told, with what shows it. */
export interface DoctorFinding extends Omit<Finding, "check"> {
  readonly evidence: readonly string[];
}

/** What a check came to. Without findings it passed, and `saw` says on what grounds. */
export interface Look {
  readonly saw: string;
  readonly findings: readonly DoctorFinding[];
}

/** One check of a host. Pure: the same facts, the same answer. */
export interface DoctorCheck {
  /** Permanent. */
  readonly name: string;
  /** On which hosts it means something. */
  readonly hosts: "every" | "bare" | "node";
  readonly looksAt: string;
  /** When it warns or rejects, for docs/checks.md. */
  readonly finds: string;
  readonly remedy: string;
  /** Whether it means something on this very host. */
  readonly applies?: (facts: DoctorFacts) => boolean;
  /** Only root sees enough: what anybody else sees amiss is "could not tell". */
  readonly needsRoot?: boolean;
  /** `steadyplane up` puts it right on a bare host, where it therefore only warns. */
  readonly isProvisioned?: boolean;
  readonly look: (facts: DoctorFacts) => Look;
}

type Explained = Pick<DoctorFinding, "what" | "why" | "fix"> & { readonly evidence?: readonly string[] };

export function rejection({ evidence = [], ...explained }: Explained): DoctorFinding {
  return { level: "reject", evidence, ...explained };
}

export function warning({ evidence = [], ...explained }: Explained): DoctorFinding {
  return { level: "warn", evidence, ...explained };
}

/** `subject`, as after "Could not tell", and why not: neither good nor bad. */
export function untold(subject: string, reason: string, fix: readonly string[] = []): DoctorFinding {
  const isForbidden = /EACCES|EPERM/u.test(reason);
  return {
    level: "unknown",
    what: `Could not tell ${subject}: ${reason}.`,
    why: "It is taken neither for good nor for bad.",
    fix: isForbidden ? [LOOK_AS_ROOT] : fix,
    evidence: [],
  };
}

const LOOK_AS_ROOT = "sudo steadyplane doctor";

/** `saw`: the grounds on which it passes where there are no findings. */
export function looked(saw: string, findings: readonly DoctorFinding[] = []): Look {
  return { saw, findings };
}

/** What `look` makes of a fact, or that it could not be told. */
export function lookAt<T>(seen: Seen<T>, subject: string, look: (value: T) => Look, fix?: readonly string[]): Look {
  return seen.kind === "present" ? look(seen.value) : looked("", [untold(subject, reasonOf(seen), fix)]);
}

export function reasonOf(seen: Exclude<Seen<unknown>, { readonly kind: "present" }>): string {
  return seen.kind === "absent" ? "the host does not say" : seen.reason;
}

/** One thing, or several: `1 file`, `3 files`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
