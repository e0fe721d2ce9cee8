import { parseAllDocuments, type Document, type ParsedNode, type YAMLError } from "yaml";
import type { ConfigProblem } from "../../domain/config-problem.ts";
import { formatPath } from "../path.ts";
import { checkText } from "./check-text.ts";
import { checkTokens } from "./check-tokens.ts";
import type { SourceDocument } from "./source-document.ts";
import { originAt, type SourceText } from "./source-text.ts";
import { toJson } from "./to-json.ts";

/** What a file holds. Documents with a syntax error are left out, empty ones too. */
export interface ParsedFile {
  readonly documents: readonly SourceDocument[];
  readonly problems: readonly ConfigProblem[];
}

/** Codes of errors about what checkTokens has refused already. */
const REPORTED = new Set(["BAD_ALIAS", "TAG_RESOLVE_FAILED", "MULTIPLE_ANCHORS", "MULTIPLE_TAGS"]);
const MAX_SYNTAX_ERRORS = 5;

/** Reads YAML 1.2 in the core schema. Never throws, whatever the text is. */
export function parseDocuments(source: SourceText): ParsedFile {
  const unreadable = checkText(source);
  if (unreadable !== undefined) {
    return { documents: [], problems: [unreadable] };
  }
  const { isParseable, problems } = checkTokens(source);
  const documents: SourceDocument[] = [];
  for (const document of isParseable ? parse(source.text) : []) {
    const errors = document.errors.filter(({ code }) => !REPORTED.has(code));
    problems.push(...errors.slice(0, MAX_SYNTAX_ERRORS).map((error) => syntaxProblem(source, error)));
    if (errors.length === 0 && document.contents !== null) {
      documents.push(...readDocument(source, document.contents, problems));
    }
  }
  return { documents, problems };
}

function parse(text: string): Document.Parsed[] {
  // Keys are checked by toJson: the package compares each with each, which takes minutes for a large map.
  const documents = parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false, version: "1.2", schema: "core" });
  return Array.isArray(documents) ? documents : [];
}

function readDocument(source: SourceText, root: ParsedNode, problems: ConfigProblem[]): SourceDocument[] {
  const value = toJson(root, [], (offset, path, message, suggestion) => {
    problems.push({
      origin: originAt(source, offset),
      document: undefined,
      path: formatPath(path),
      message,
      suggestion,
    });
  });
  return value === undefined ? [] : [{ root, value }];
}

function syntaxProblem(source: SourceText, error: YAMLError): ConfigProblem {
  const message = error.message.replace(/\s+/gu, " ");
  return {
    origin: originAt(source, error.pos[0]),
    document: undefined,
    path: "",
    message: `not valid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`,
    suggestion: undefined,
  };
}
