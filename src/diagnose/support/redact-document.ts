import { parseAllDocuments, stringify } from "yaml";
import type { JsonObject, JsonValue } from "../../domain/json.ts";
import { redact } from "../redact.ts";
import { isHarmless, isSecretName } from "./secret-names.ts";

const HIDDEN = "<secret>";

/** A text without its secrets, and what they were. */
export interface RedactedDocument {
  readonly text: string;
  readonly secrets: readonly string[];
}

/**
 * YAML or JSON without the values of fields, flags and variables whose names are those of secrets, without the content of
 * Secrets and without comments. Undefined where it cannot be parsed, so that nobody can tell what in it is a secret.
 */
export function redactDocument(text: string): RedactedDocument | undefined {
  const secrets: string[] = [];
  try {
    const parsed = parseAllDocuments(text, { uniqueKeys: false, logLevel: "silent", prettyErrors: false });
    const documents = Array.isArray(parsed) ? parsed : [];
    if (documents.some(({ errors }) => errors.length > 0)) {
      return undefined;
    }
    const values = documents.map((document) => document.toJS({ maxAliasCount: 100 }) as JsonValue);
    const hide = (value: string): string => {
      secrets.push(value);
      return HIDDEN;
    };
    return {
      text: values.map((value) => stringify(redactValue(value, hide), { lineWidth: 0 })).join("---\n"),
      secrets,
    };
  } catch {
    return undefined;
  }
}

type Hide = (secret: string) => string;

function redactValue(value: JsonValue, hide: Hide): JsonValue {
  if (Array.isArray(value)) {
    return redactList(value as readonly JsonValue[], hide);
  }
  if (typeof value === "object" && value !== null) {
    return redactMap(value as JsonObject, hide);
  }
  return typeof value === "string" ? redactText(value, hide) : value;
}

function redactMap(map: JsonObject, hide: Hide): JsonValue {
  const isSecret = map["kind"] === "Secret";
  // A variable or an argument: its name stands in the field beside it.
  const named = typeof map["name"] === "string" && isSecretName(map["name"]);
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => {
      const isHidden =
        isSecretName(key) || (named && key === "value") || (isSecret && (key === "data" || key === "stringData"));
      return [key, isHidden ? hidden(value, hide) : redactValue(value, hide)];
    }),
  );
}

/** Everything in `value`, whatever it is called. */
function hidden(value: JsonValue, hide: Hide): JsonValue {
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).map((item) => hidden(item, hide));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hidden(inner, hide)]));
  }
  return value === null || isHarmless(String(value)) ? value : hide(String(value));
}

function redactList(list: readonly JsonValue[], hide: Hide): JsonValue {
  return list.map((item, index) => {
    const before = list[index - 1];
    const isValueOfFlag = typeof before === "string" && /^--?[\w-]+$/u.test(before) && isSecretName(before);
    return isValueOfFlag ? hidden(item, hide) : redactValue(item, hide);
  });
}

function redactText(text: string, hide: Hide): string {
  const assigned = /^(?<name>-{0,2}[\w.-]+)=(?<value>[\s\S]*)$/u.exec(text)?.groups;
  const [name, value] = [assigned?.["name"] ?? "", assigned?.["value"] ?? ""];
  return name !== "" && isSecretName(name) && !isHarmless(value) ? `${name}=${hide(value)}` : redact(text);
}
