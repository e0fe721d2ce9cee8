/** A piece of XML or HTML that is well formed. */
export interface Markup {
  readonly markup: string;
}

type Content = string | number | Markup | readonly Content[];

/** Markup of which what is filled in is text, or markup made the same way. */
export function markup(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return { markup: parts.map((part, index) => part + textOf(contents[index] ?? "")).join("") };
}

function textOf(content: Content): string {
  if (typeof content === "string" || typeof content === "number") {
    return escaped(String(content));
  }
  return "markup" in content ? content.markup : content.map(textOf).join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

// What XML 1.0 has no way to write becomes U+FFFD: controls, lone surrogates, U+FFFE and U+FFFF.
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replaceAll(/[&<>"']/gu, (character) => ENTITIES[character] ?? "");
}
