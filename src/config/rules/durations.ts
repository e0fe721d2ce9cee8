import type { DocumentKind } from "../document-kinds.ts";
import { quote } from "../describe-value.ts";
import type { EffectiveConfig } from "../effective-config.ts";
import { parseGoDuration } from "../go-duration.ts";
import type { Path } from "../path.ts";
import type { Report } from "./rule.ts";

interface WrittenDuration {
  readonly document: DocumentKind;
  readonly path: Path;
  readonly text: string;
  readonly mayBeZero: boolean;
}

export function durationsAreValid(config: EffectiveConfig, report: Report): void {
  for (const { document, path, text, mayBeZero } of durationsOf(config)) {
    const ms = parseGoDuration(text);
    if (ms === undefined) {
      report(document, path, `${quote(text)} is not a duration`, howToWrite(text));
    } else if (ms < 0 || (ms === 0 && !mayBeZero)) {
      const message = mayBeZero ? "must not be negative" : "must be longer than nothing";
      report(document, path, message, "write, for example, 4m0s");
    }
  }
}

/** Leaf certificates cannot outlive the authority that signed them. */
export function certificatesEndBeforeTheirAuthority({ cluster }: EffectiveConfig, report: Report): void {
  const leaf = parseGoDuration(cluster.certificateValidityPeriod) ?? 0;
  const authority = parseGoDuration(cluster.caCertificateValidityPeriod) ?? Infinity;
  if (leaf > authority) {
    const message = `${cluster.certificateValidityPeriod} is longer than the authority's ${cluster.caCertificateValidityPeriod}`;
    const suggestion = "write a shorter one, or set caCertificateValidityPeriod";
    report("ClusterConfiguration", ["certificateValidityPeriod"], message, suggestion);
  }
}

function durationsOf({ cluster, init, steadyplane }: EffectiveConfig): readonly WrittenDuration[] {
  const inCluster = (["certificateValidityPeriod", "caCertificateValidityPeriod"] as const).map(
    (field): WrittenDuration => ({
      document: "ClusterConfiguration",
      path: [field],
      text: cluster[field],
      mayBeZero: false,
    }),
  );
  const timeouts = Object.entries(init.timeouts).map(([name, text]): WrittenDuration => ({
    document: "InitConfiguration",
    path: ["timeouts", name],
    text,
    mayBeZero: false,
  }));
  const tokens = init.bootstrapTokens.map(({ ttl }, index): WrittenDuration => ({
    document: "InitConfiguration",
    path: ["bootstrapTokens", index, "ttl"],
    text: ttl,
    mayBeZero: true,
  }));
  const ours = (["soak", "healthTimeout"] as const).map((field): WrittenDuration => ({
    document: "SteadyplaneConfiguration",
    path: ["apply", field],
    text: steadyplane[field],
    mayBeZero: field === "soak",
  }));
  return [...inCluster, ...timeouts, ...tokens, ...ours];
}

function howToWrite(text: string): string {
  const [, days] = /^([0-9]{1,5})d$/u.exec(text) ?? [];
  if (days !== undefined) {
    return `write hours: ${Number(days) * 24}h`;
  }
  return /^[0-9]+$/u.test(text) ? `write a unit: ${text.slice(0, 12)}s` : "write numbers with h, m, s or ms: 1h30m";
}
