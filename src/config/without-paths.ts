import type { JsonValue } from "../domain/json.ts";
import type { Path } from "./path.ts";

/** `value` without what is at `paths`. Where a list item would go, the list goes: the others would change their index. */
export function withoutPaths(value: JsonValue, paths: readonly Path[]): JsonValue {
  if (paths.length === 0 || typeof value !== "object" || value === null || Array.isArray(value)) {
    return value;
  }
  const entries = Object.entries(value).flatMap(([name, inner]): [string, JsonValue][] => {
    const inside = paths.filter(([first]) => first === name).map(([, ...rest]) => rest);
    const isGone = inside.some((rest) => rest.length === 0 || typeof rest[0] === "number");
    return isGone ? [] : [[name, withoutPaths(inner as JsonValue, inside)]];
  });
  return Object.fromEntries(entries);
}
