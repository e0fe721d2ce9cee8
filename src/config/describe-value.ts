import type { JsonValue } from "../domain/json.ts";

/** What a value is, for a message: `the number 10`, `a map`, `the text "yes"`. */
export function describeValue(value: JsonValue | undefined): string {
  switch (typeof value) {
    case "string":
      return `the text ${quote(value)}`;
    case "number":
      return `the number ${value}`;
    case "boolean":
      return `${value}`;
    default:
      return value === undefined || value === null ? "nothing" : Array.isArray(value) ? "a list" : "a map";
  }
}

/** In quotes, printable, and short enough for a line. */
export function quote(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return JSON.stringify(short).replace(/[\u007f-\u009f\u2028\u2029]/gu, "?");
}
