import type { Finding } from "../../domain/finding.ts";
import { UNCHANGED } from "./findings.ts";

/** What is rejected becomes a warning where its check is named in `ignored`, in any case of letters, or `all` is. */
export function demote(findings: readonly Finding[], ignored: readonly string[]): readonly Finding[] {
  const names = new Set(ignored.map((name) => name.trim().toLowerCase()));
  return findings.map((finding) =>
    finding.level === "reject" && (names.has("all") || names.has(finding.check.toLowerCase()))
      ? { ...finding, level: "warn", why: finding.why.replace(` ${UNCHANGED}`, "") }
      : finding,
  );
}
