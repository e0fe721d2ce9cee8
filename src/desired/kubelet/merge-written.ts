import type { JsonObject, JsonValue } from "../../domain/json.ts";

/**
 * `written` over `defaults`, maps key by key, lists as a whole. Empty text and null count as not written, since the
 * types of a component configuration cannot tell them from absent.
 */
export function mergeWritten(defaults: JsonObject, written: JsonObject): JsonObject {
  const merged: Record<string, JsonValue> = { ...defaults };
  for (const [key, value] of Object.entries(written)) {
    const fallback = merged[key];
    if (isObject(fallback) && isObject(value)) {
      merged[key] = mergeWritten(fallback, value);
    } else if (fallback === undefined || (value !== null && value !== "")) {
      merged[key] = value;
    }
  }
  return merged;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
