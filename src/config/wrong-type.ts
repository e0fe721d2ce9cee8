import type { JsonValue } from "../domain/json.ts";
import { quote } from "./describe-value.ts";

/** What is wrong with a value that is not of the type `expected`, and what would be right. `found` says what it is. */
export function wrongType(
  expected: string,
  value: JsonValue | undefined,
  found: string,
): { readonly message: string; readonly suggestion: string | undefined } {
  return { message: `must be ${EXPECTED[expected] ?? expected}, found ${found}`, suggestion: fixType(expected, value) };
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: "text",
  boolean: "true or false",
  int: "a whole number",
  number: "a number",
  array: "a list",
  object: "a map of fields",
  record: "a map",
};

function fixType(expected: string, value: JsonValue | undefined): string | undefined {
  if (expected === "string" && (typeof value === "number" || typeof value === "boolean")) {
    return `put it in quotes: ${quote(String(value))}`;
  }
  if (expected === "boolean" && typeof value === "string" && /^(?:yes|on|true|no|off|false)$/iu.test(value)) {
    return `write ${/^(?:yes|on|true)$/iu.test(value)} without quotes`;
  }
  if (expected === "int" && typeof value === "string" && /^[0-9]+$/u.test(value)) {
    return `write ${value} without quotes`;
  }
  const isArgMap = expected === "array" && typeof value === "object" && !Array.isArray(value);
  return isArgMap ? "write a list; arguments are items with name and value since v1beta4" : undefined;
}
