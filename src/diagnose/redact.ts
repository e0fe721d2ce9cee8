const RULES: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gu, "<secret>"],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/gu, "<secret>"],
  [/\b(bearer|basic) [\w.~+/=-]{8,}/giu, "$1 <secret>"],
  [/\b([a-z0-9]{6})\.[a-z0-9]{16}\b/gu, "$1.<secret>"],
  [
    /\b((?:[\w-]*(?:password|secret|token)|client-key-data)["']?\s*[=:]\s*["']?)(?!<secret>)[^\s"',&]{6,}/giu,
    "$1<secret>",
  ],
  [/(\w+:\/\/[^\s:/@]+:)[^\s/@]+@/gu, "$1<secret>@"],
];

/** `text` without keys, tokens and passwords. For whatever others printed and is shown again. */
export function redact(text: string): string {
  return RULES.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}
