import { isDnsSubdomain } from "../../domain/network/dns-name.ts";
import { quote } from "../describe-value.ts";
import type { EffectiveConfig } from "../effective-config.ts";
import { pathProblem } from "./path-problem.ts";
import type { Report } from "./rule.ts";

const LABEL_PART = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/u;
const SCHEME = "unix://";

export function criSocketIsUnixSocket({ init }: EffectiveConfig, report: Report): void {
  const { criSocket } = init.nodeRegistration;
  const path = ["nodeRegistration", "criSocket"];
  const example = "write, for example, unix:///run/containerd/containerd.sock";
  if (!criSocket.startsWith(SCHEME)) {
    report("InitConfiguration", path, `${quote(criSocket)} is not the URL of a unix socket`, example);
    return;
  }
  const message = pathProblem(criSocket.slice(SCHEME.length));
  if (message !== undefined) {
    report("InitConfiguration", path, message, example);
  }
}

/** Taints as the API takes them, each key and effect once. */
export function taintsAreValid({ init }: EffectiveConfig, report: Report): void {
  const seen = new Set<string>();
  for (const [index, { key, value, effect }] of init.nodeRegistration.taints.entries()) {
    const path = ["nodeRegistration", "taints", index];
    if (!isQualifiedName(key)) {
      report(
        "InitConfiguration",
        [...path, "key"],
        `${quote(key)} is not the key of a taint`,
        "write name, or domain/name",
      );
    }
    if (value !== "" && !LABEL_PART.test(value)) {
      const message = `${quote(value)} is not the value of a taint`;
      report("InitConfiguration", [...path, "value"], message, "write letters, digits, dashes, dots, at most 63");
    }
    if (seen.has(`${key}:${effect}`)) {
      report("InitConfiguration", path, `${quote(key)} with ${effect} is there already`, "keep one of the two");
    }
    seen.add(`${key}:${effect}`);
  }
}

export function ignoredChecksAreNamedOrAll({ init }: EffectiveConfig, report: Report): void {
  const checks = init.nodeRegistration.ignorePreflightErrors;
  if (checks.includes("all") && checks.length > 1) {
    const path = ["nodeRegistration", "ignorePreflightErrors"];
    report("InitConfiguration", path, "names checks beside all", "write all, or the names");
  }
}

function isQualifiedName(key: string): boolean {
  const [name, domain, ...rest] = key.split("/").toReversed();
  return rest.length === 0 && LABEL_PART.test(name ?? "") && (domain === undefined || isDnsSubdomain(domain));
}
