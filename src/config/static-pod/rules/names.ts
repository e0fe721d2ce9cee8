import { isDnsLabel, isDnsSubdomain } from "../../../domain/network/dns-name.ts";
import { quote } from "../../describe-value.ts";
import type { Path } from "../../path.ts";
import type { Report } from "./rule.ts";

const QUALIFIED_NAME = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/u;
const MAX_NAME = 63;

export function checkLabelName(text: string, path: Path, report: Report): void {
  if (!isDnsLabel(text)) {
    report(
      path,
      `${quote(text)} is not a DNS label`,
      "write at most 63 lower-case letters, digits and dashes, none of those at its ends",
    );
  }
}

export function checkSubdomain(text: string, path: Path, report: Report): void {
  if (!isDnsSubdomain(text)) {
    report(path, `${quote(text)} is not a DNS name`, "write lower-case letters, digits, dashes and dots");
  }
}

/** Key of a label or an annotation: `name`, or `domain/name`. */
export function isQualifiedName(text: string): boolean {
  const [prefix, name, ...more] = text.includes("/") ? text.split("/") : [undefined, text];
  return (
    more.length === 0 &&
    (prefix === undefined || isDnsSubdomain(prefix)) &&
    name !== undefined &&
    name.length <= MAX_NAME &&
    QUALIFIED_NAME.test(name)
  );
}

/** Value of a label. */
export const isLabelValue = (text: string): boolean =>
  text === "" || (text.length <= MAX_NAME && QUALIFIED_NAME.test(text));

/** That a field has one of a few values. Nothing written is as good. */
export function checkOneOf(value: unknown, allowed: readonly string[], path: Path, report: Report): void {
  if (typeof value === "string" && value !== "" && !allowed.includes(value)) {
    report(path, `must be one of ${allowed.join(", ")}, found ${quote(value)}`);
  }
}

/** That no text appears twice at the paths given. */
export function checkUnique(named: readonly { readonly text: string; at: Path }[], report: Report): void {
  const seen = new Set<string>();
  for (const { text, at } of named) {
    if (text !== "" && seen.has(text)) {
      report(at, `${quote(text)} is there twice`, "give each another one");
    }
    seen.add(text);
  }
}
