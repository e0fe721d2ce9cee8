import { isSecretField } from "../../config/yaml/mask-secrets.ts";

const LONGEST = 160;

const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gu, "<secret>"],
  [/\b([a-z0-9]{6})\.[a-z0-9]{16}\b/gu, "$1.<secret>"],
  [/\beyJ[\w-]{10,}\.[\w-]+\.[\w-]*/gu, "<secret>"],
  [/(\w+:\/\/[^\s:/@]+:)[^\s/@]+@/gu, "$1<secret>@"],
];

/** A value on one line, cut where it is long, without what looks like a key, a token or a password. */
export function printable(value: unknown): string {
  const text = typeof value === "string" ? onOneLine(value) : JSON.stringify(value, withoutSecrets);
  return cut(SECRETS.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text));
}

/** Whether what stands under `name` must not be shown at all. */
export function isSecretName(name: string): boolean {
  return isSecretField(name) || /(?:^|[-_.])key-data$/u.test(name);
}

function onOneLine(text: string): string {
  return text === ""
    ? '""'
    : text.trimEnd().includes("\n")
      ? `${text.trimEnd().split("\n").length} lines`
      : text.trim();
}

// An environment variable's name is a value beside its own.
function withoutSecrets(this: unknown, key: string, value: unknown): unknown {
  const holder = this as { readonly name?: unknown };
  const isNamed = key === "value" && typeof holder.name === "string" && isSecretName(holder.name);
  return value !== "" && (isNamed || isSecretName(key)) ? "<secret>" : value;
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… (${text.length} characters)`;
}
