import { isCollection, isMap, parseAllDocuments, type Document, type ScalarTag, type Tags, visit } from "yaml";
import type { JsonObject, JsonValue } from "../../domain/json.ts";
import { keyOf, startOf, type SourceDocument } from "../yaml/source-document.ts";

/** What is said about a place in the text. */
export interface Remark {
  readonly offset: number;
  readonly message: string;
  readonly suggestion: string;
}

/** The first document of a text as the kubelet reads it, or why it cannot; and what it passes over without a word. */
export type ParsedPodText =
  | { readonly kind: "read"; readonly document: SourceDocument; readonly passedOver: readonly Remark[] }
  | { readonly kind: "unreadable"; readonly errors: readonly Remark[] };

const MAX_ERRORS = 5;
const MAX_ALIASES = 100;

/** Of YAML 1.2, which Go reads too. */
const OCTAL: ScalarTag = {
  identify: () => false,
  default: true,
  tag: "tag:yaml.org,2002:int",
  test: /^[-+]?0o[0-7_]+$/u,
  resolve: (text) => Number.parseInt(text.replace("0o", "").replaceAll("_", ""), 8),
};

/** The parser's options with which it reads YAML as the kubelet does: 1.1, as Go has it. */
export const KUBELET_YAML = {
  version: "1.1",
  merge: true,
  customTags: (tags: Tags) => [...tags.filter((tag) => typeof tag === "string" || isKnownToGo(tag)), OCTAL],
} as const;

/**
 * Reads a file as the kubelet does: what begins with a brace as JSON, all else as YAML 1.1, where `yes`, `on` and `0644` are
 * no texts. Never throws, whatever the text is.
 */
export function parsePodText(text: string): ParsedPodText {
  try {
    const parsed = parseAllDocuments(text, {
      ...KUBELET_YAML,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: "silent",
    });
    const documents = Array.isArray(parsed) ? parsed : [];
    // A comment before `---` is a document of its own to this parser.
    const [first, ...rest] = documents.filter(({ contents, errors }) => contents !== null || errors.length > 0);
    const noJson = text.trimStart().startsWith("{") ? jsonError(text) : undefined;
    return noJson ?? (first === undefined ? unreadable(0, "it is empty", "write a Pod") : readFirst(first, rest));
  } catch (error) {
    return unreadable(0, error instanceof RangeError ? "it is nested too deeply" : "it cannot be read as YAML", "");
  }
}

/** Go reads 1:30, a date and what is tagged as binary as texts. */
function isKnownToGo({ tag, format }: { readonly tag: string; readonly format?: string }): boolean {
  return format !== "TIME" && !/:(?:timestamp|binary)$/u.test(tag);
}

function jsonError(text: string): ParsedPodText | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const position = /position (?<at>\d+)/u.exec(String(error))?.groups?.["at"] ?? "0";
    const advice = "put keys and texts in double quotes, or write it without the outermost braces";
    return unreadable(Number(position), "what begins with a brace must be JSON, and this is not", advice);
  }
}

function readFirst(first: Document.Parsed, rest: readonly Document.Parsed[]): ParsedPodText {
  const errors = first.errors.filter(({ code }) => code !== "TAG_RESOLVE_FAILED");
  if (errors.length > 0 || first.contents === null) {
    return {
      kind: "unreadable",
      errors: errors.slice(0, MAX_ERRORS).map(({ pos, message }) => ({
        offset: pos[0],
        message: `not valid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1).replace(/\s+/gu, " ")}`,
        suggestion: "",
      })),
    };
  }
  const recursive = aliasOfItself(first);
  if (recursive !== undefined) {
    return unreadable(recursive, "an anchor holds an alias of itself", "write the value out where it is used");
  }
  const value = first.toJS({ maxAliasCount: MAX_ALIASES }) as JsonValue;
  const second = rest[0];
  const more = second === undefined ? [] : [{ offset: second.range[0], ...ONE_DOCUMENT }];
  return {
    kind: "read",
    document: { root: first.contents, value },
    passedOver: [...repeatedKeys(first), ...more],
  };
}

const ONE_DOCUMENT = {
  message: "the kubelet reads the first document of a file and passes over this one",
  suggestion: "write each Pod into a file of its own",
};

/** Where an alias stands inside what it stands for: whoever resolves it would never end. */
function aliasOfItself(document: Document.Parsed): number | undefined {
  let offset: number | undefined;
  visit(document, {
    Alias: (_key, alias, path) => {
      const isInside = path.some((node) => isCollection(node) && node.anchor === alias.source);
      offset = isInside ? (startOf(alias) ?? 0) : offset;
      return isInside ? visit.BREAK : undefined;
    },
  });
  return offset;
}

function repeatedKeys(document: Document.Parsed): readonly Remark[] {
  const remarks: Remark[] = [];
  visit(document, {
    Map: (_key, map) => {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        const name = keyOf(key);
        if (name !== undefined && name !== "<<" && seen.has(name)) {
          const message = `"${name.slice(0, 60)}" is written twice; the kubelet takes the last`;
          remarks.push({ offset: startOf(key) ?? 0, message, suggestion: "keep one of the two" });
        }
        seen.add(name ?? "");
      }
    },
  });
  return remarks;
}

function unreadable(offset: number, message: string, suggestion: string): ParsedPodText {
  return { kind: "unreadable", errors: [{ offset, message, suggestion }] };
}

/** The document as a map of fields; undefined where it is none. */
export function podFields({ root, value }: SourceDocument): JsonObject | undefined {
  return isMap(root) ? (value as JsonObject) : undefined;
}
