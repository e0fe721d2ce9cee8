import type { Finding } from "../../domain/finding.ts";
import type { Seen } from "./preflight-facts.ts";

/** The state of the host that a rejection states. */
export const UNCHANGED = "Nothing was changed.";

export type Explained = Pick<Finding, "what" | "why" | "fix">;

/** Something that must be put right first. */
export function rejected(check: string, { what, why, fix }: Explained): Finding {
  return { check, level: "reject", what, why: `${why} ${UNCHANGED}`, fix };
}

/** Something to know about that stops nothing. */
export function warned(check: string, explained: Explained): Finding {
  return { check, level: "warn", ...explained };
}

/** `subject` could not be told, which is neither good nor bad. */
export function notTold(
  check: string,
  subject: string,
  seen: Exclude<Seen<unknown>, { readonly kind: "present" }>,
  fix: readonly string[],
): Finding {
  const reason = seen.kind === "absent" ? "the host does not say" : seen.reason;
  return {
    check,
    level: "unknown",
    what: `Could not tell ${subject}: ${reason}.`,
    why: "This check could neither pass nor fail.",
    fix,
  };
}

/** A check's name with a path in it, as kubeadm spells it: `DirAvailable--var-lib-etcd`. */
export function checkOfPath(prefix: string, path: string): string {
  return `${prefix}-${path.replaceAll("/", "-")}`;
}
