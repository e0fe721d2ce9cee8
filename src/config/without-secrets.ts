import { type Document, isDocument, isNode, isScalar, parseAllDocuments, visit } from "yaml";
import { keyOf } from "./yaml/source-document.ts";
import { isSecretField, maskSecrets } from "./yaml/mask-secrets.ts";

/**
 * A valid configuration without bootstrap tokens and certificate keys: their fields are gone, and what looks like one in
 * a comment is asterisks. All else stays, order and other comments too, and it is still valid.
 */
export function withoutSecrets(text: string): string {
  const parsed = parseAllDocuments(text);
  const documents: Document[] = "empty" in parsed ? [] : [...parsed].filter(({ contents }) => contents !== null);
  return documents.map((document) => printed(stripped(document))).join("---\n");
}

function stripped(document: Document): Document {
  visit(document, {
    Pair: (_, pair) => (isScalar(pair.value) && isSecretField(keyOf(pair.key)) ? visit.REMOVE : undefined),
    Node: (_, node) => maskComments(node),
  });
  maskComments(document);
  return document;
}

function maskComments(node: unknown): undefined {
  if (!isNode(node) && !isDocument(node)) {
    return;
  }
  if (typeof node.comment === "string") {
    node.comment = masked(node.comment);
  }
  if (typeof node.commentBefore === "string") {
    node.commentBefore = masked(node.commentBefore);
  }
}

function masked(comment: string): string {
  return comment.split("\n").map(maskSecrets).join("\n");
}

function printed(document: Document): string {
  return document.toString({ lineWidth: 0 }).replace(/^---\n/u, "");
}
