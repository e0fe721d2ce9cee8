import type { JsonObject, JsonValue } from "../../domain/json.ts";
import { parseQuantity } from "../../domain/parse-quantity.ts";
import { describeValue } from "../describe-value.ts";
import { nearest } from "../nearest.ts";
import type { Path } from "../path.ts";
import { wrongType } from "../wrong-type.ts";
import { POD_FIELDS } from "./pod-fields.ts";
import type { Report } from "./rules/rule.ts";

const INT32 = 2 ** 31;
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/u;

/** What the kubelet cannot decode, to `reject`, and fields that it does not know and passes over, to `ignore`. */
export function checkFields(pod: JsonObject, reject: Report, ignore: Report): void {
  checkValue("Pod", pod, [], { reject, ignore });
}

interface Reports {
  readonly reject: Report;
  readonly ignore: Report;
}

function checkValue(type: string, value: JsonValue, path: Path, reports: Reports): void {
  if (value === null || type === "any") {
    return;
  }
  if (type.endsWith("[]")) {
    checkList(type.slice(0, -2), value, path, reports);
  } else if (type.endsWith("{}")) {
    checkMap(type.slice(0, -2), value, path, reports);
  } else if (type in POD_FIELDS) {
    checkObject(type, value, path, reports);
  } else if (!SCALARS[type]?.(value)) {
    const expected = typeof value === "number" && type.startsWith("int") ? RANGES[type] : undefined;
    const { message, suggestion } = wrongType(expected ?? NAMES[type] ?? type, value, found(value, path));
    // The value is not repeated: it may be a secret, and `yes` was read as true.
    reports.reject(path, message, type === "string" && suggestion !== undefined ? "put it in quotes" : suggestion);
  }
}

function checkList(type: string, value: JsonValue, path: Path, reports: Reports): void {
  if (Array.isArray(value)) {
    value.forEach((item: JsonValue, index) => checkValue(type, item, [...path, index], reports));
  } else {
    const { message } = wrongType("array", value, found(value, path, false));
    reports.reject(path, message, "write each item on a line of its own, after a dash");
  }
}

function checkMap(type: string, value: JsonValue, path: Path, reports: Reports): void {
  if (isMap(value)) {
    Object.entries(value).forEach(([key, inner]) => checkValue(type, inner, [...path, key], reports));
  } else {
    const { message, suggestion } = wrongType("record", value, found(value, path, false));
    reports.reject(path, message, suggestion);
  }
}

function checkObject(type: string, value: JsonValue, path: Path, reports: Reports): void {
  if (!isMap(value)) {
    const { message, suggestion } = wrongType("object", value, found(value, path, false));
    reports.reject(path, message, suggestion);
    return;
  }
  const fields = fieldsOf(type);
  for (const [name, inner] of Object.entries(value)) {
    const inType = fields.get(name);
    if (inType === undefined) {
      const meant = nearest(name, [...fields.keys()]);
      reports.ignore(
        [...path, name],
        "the kubelet knows no such field and passes over it",
        meant === undefined ? "remove it" : `did you mean ${meant}?`,
      );
    } else {
      checkValue(inType, inner, [...path, name], reports);
    }
  }
}

function fieldsOf(type: string): ReadonlyMap<string, string> {
  const words = (POD_FIELDS[type] ?? "").split(" ");
  return new Map(words.map((word) => word.split(":") as [string, string]));
}

const isMap = (value: JsonValue): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isBelow = (limit: number) => (value: JsonValue) =>
  typeof value === "number" && Number.isInteger(value) && value >= -limit && value < limit;

const SCALARS: Readonly<Record<string, (value: JsonValue) => boolean>> = {
  string: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
  int32: isBelow(INT32),
  int64: isBelow(2 ** 63),
  intOrString: (value) => typeof value === "string" || isBelow(INT32)(value),
  quantity: (value) =>
    (typeof value === "string" || typeof value === "number") && parseQuantity(String(value).trim()) !== undefined,
  time: (value) => typeof value === "string" && DATE.test(value),
};
const NAMES: Readonly<Record<string, string>> = {
  int32: "int",
  int64: "int",
  intOrString: "a whole number or a name",
  quantity: "a quantity such as 100m or 64Mi",
  time: "a time such as 2026-01-31T12:00:00Z",
};
const RANGES: Readonly<Record<string, string>> = {
  int32: "a whole number of 32 bits",
  int64: "a whole number of 64 bits",
};

/** What a value is. What it says is left out where it may be a secret: the value of a variable, a whole command line. */
function found(value: JsonValue, path: Path, isScalarWanted = true): string {
  const isVariable = path.at(-1) === "value" && path.at(-3) === "env";
  return typeof value === "object" || (isScalarWanted && !isVariable)
    ? describeValue(value)
    : { string: "a text", number: "a number", boolean: "a switch" }[typeof value as "string" | "number" | "boolean"];
}
