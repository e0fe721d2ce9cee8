import { Document, visit, type Scalar } from "yaml";
import type { JsonObject } from "../domain/json.ts";
import { toYamlScalar } from "./yaml-scalar.ts";

// Go's parser has more forms of numbers than the library knows of (0o17, -_8.): whatever looks like one is quoted,
// except addresses and durations, which Kubernetes' own tools leave plain.
const NUMBER_LIKE = /^[-+.\d][-+.\w:]*$/u;
const NO_NUMBER = /^(?:\d+(?:\.\d+){3}|(?:\d+[hms])+|.*::.*)$/u;

/**
 * `document` as a YAML file in the manner of Kubernetes' own tools: block style, keys sorted. Where a character in it
 * has to be escaped the whole file is one line of JSON, which is YAML too. Throws as {@link toYamlScalar} does.
 */
export function yamlText(document: JsonObject): string {
  const flow = toYamlScalar(document);
  return flow === JSON.stringify(document) ? blockStyle(document) : `${flow}\n`;
}

function blockStyle(content: JsonObject): string {
  // Go's parser reads YAML 1.1, where a bare `on`, `yes` or `1:30` is not text.
  const document = new Document(content, { version: "1.1", sortMapEntries: true, aliasDuplicateObjects: false });
  visit(document, { Scalar: (_, scalar) => quoteNumberLike(scalar) });
  return document.toString({ indentSeq: false, lineWidth: 0 });
}

function quoteNumberLike(scalar: Scalar): void {
  if (typeof scalar.value === "string" && NUMBER_LIKE.test(scalar.value) && !NO_NUMBER.test(scalar.value)) {
    scalar.type = "QUOTE_DOUBLE";
  }
}
