import type { Finding } from "../domain/finding.ts";

const FORBIDDEN = /\((?:EACCES|EPERM)\)/u;

/** Findings as somebody without root's rights has to take them: what may not be read is not known, neither good nor bad. */
export function asUnprivileged(findings: readonly Finding[]): readonly Finding[] {
  return findings.map((finding) =>
    FORBIDDEN.test(finding.what)
      ? {
          ...finding,
          level: "unknown",
          why: "Whether it is as it should be is not known.",
          fix: ["Run the same command as root."],
        }
      : finding,
  );
}
