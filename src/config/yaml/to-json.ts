import { isAlias, isMap, isScalar, isSeq, type Pair } from "yaml";
import type { JsonValue } from "../../domain/json.ts";
import type { Path } from "../path.ts";
import { quote } from "../describe-value.ts";
import { keyOf, startOf } from "./source-document.ts";

/** Called with what is wrong at an offset of the text. */
export type ReportAt = (offset: number, path: Path, message: string, suggestion: string) => void;

/**
 * The value of a YAML node. Fields with nothing in them are left out, as Go reads them. What JSON cannot say (keys that
 * are no text, a key twice, merge keys) is reported and left out.
 */
export function toJson(node: unknown, path: Path, report: ReportAt): JsonValue | undefined {
  if (isMap(node)) {
    return mapToJson(node.items, path, report);
  }
  if (isSeq(node)) {
    return node.items.map((item, index) => toJson(item, [...path, index], report) ?? null);
  }
  if (!isScalar(node) || isAlias(node)) {
    return undefined;
  }
  return scalarToJson(node.value, startOf(node) ?? 0, path, report);
}

function mapToJson(pairs: readonly Pair[], path: Path, report: ReportAt): JsonValue {
  const entries = new Map<string, JsonValue>();
  const names = new Set<string>();
  for (const { key, value } of pairs) {
    const name = checkKey(key, names, path, report);
    if (name !== undefined) {
      names.add(name);
      const json = toJson(value, [...path, name], report);
      if (json !== undefined && json !== null) {
        entries.set(name, json);
      }
    }
  }
  return Object.fromEntries(entries);
}

function checkKey(key: unknown, names: ReadonlySet<string>, path: Path, report: ReportAt): string | undefined {
  const offset = startOf(key) ?? 0;
  const name = keyOf(key);
  if (name === "<<") {
    report(offset, path, "merge keys are not read", "write the fields out where they are used");
  } else if (name === undefined || name === "__proto__") {
    report(offset, path, "the name of a field must be plain text", "put it in quotes, or remove it");
  } else if (names.has(name)) {
    report(offset, [...path, name], `${quote(name)} is written twice`, "keep one of the two");
  } else {
    return name;
  }
  return undefined;
}

function scalarToJson(value: unknown, offset: number, path: Path, report: ReportAt): JsonValue | undefined {
  if (typeof value === "string" && /\0|\p{Cs}/u.test(value)) {
    report(offset, path, "the text holds a NUL or half of a surrogate pair", "remove the escape sequence");
    return undefined;
  }
  if (typeof value === "number" && !Number.isFinite(value)) {
    report(offset, path, "not a finite number", "write a number");
    return undefined;
  }
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : undefined;
}
