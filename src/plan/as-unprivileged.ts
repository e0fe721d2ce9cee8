import type { Finding } from "../domain/finding.ts";

const FORBIDDEN = /^(?<path>\/.*) cannot be read \((?:EACCES|EPERM)\)\.$/u;
const MOST_NAMED = 3;

/** Findings as somebody without root's rights has to take them: what may not be read is not known, neither good nor bad. */
export function asUnprivileged(findings: readonly Finding[]): readonly Finding[] {
  const paths = new Set(findings.flatMap(({ what }) => FORBIDDEN.exec(what)?.groups?.["path"] ?? []));
  const others = findings.filter(({ what }) => !FORBIDDEN.test(what));
  return paths.size === 0 ? others : [...others, forbidden([...paths])];
}

function forbidden(paths: readonly string[]): Finding {
  const named = paths.slice(0, MOST_NAMED).join(", ");
  const rest = paths.length - MOST_NAMED;
  return {
    check: "Unprivileged",
    level: "unknown",
    what: `Only root may read ${named}${rest > 0 ? ` and ${rest} more` : ""}.`,
    why: "Whether they are as they should be is not known.",
    fix: ["Run the same command as root."],
  };
}
