import { Document, parseAllDocuments } from "yaml";
import type { JsonValue } from "../domain/json.ts";

/** A value for a field that a configuration does not state. */
export interface Addition {
  readonly apiVersion: string;
  readonly kind: string;
  /** Names of the field and of what holds it, outermost first. */
  readonly path: readonly string[];
  readonly value: JsonValue;
  /** In place of what is stated, too. */
  readonly isCertain?: boolean;
}

/**
 * A configuration with `additions` where it states nothing itself; comments and order stay. `text` must be valid.
 * Without text, the additions alone.
 */
export function fillIn(text: string | undefined, additions: readonly Addition[]): string {
  const parsed = text === undefined ? [] : parseAllDocuments(text);
  const documents: Document[] = "empty" in parsed ? [] : [...parsed].filter(({ contents }) => contents !== null);
  for (const { apiVersion, kind, path, value, isCertain = false } of additions) {
    let document = documents.find((candidate) => candidate.get("kind") === kind);
    if (document === undefined) {
      document = new Document({ apiVersion, kind });
      documents.push(document);
    }
    if (isCertain || !document.hasIn(path)) {
      document.setIn(path, document.createNode(value));
    }
  }
  return documents.map((document) => document.toString({ lineWidth: 0 }).replace(/^---\n/u, "")).join("---\n");
}
