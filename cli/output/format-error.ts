import type { ToolError } from "../../src/errors/tool-error.ts";
import { labelled, numbered } from "./labelled.ts";

/** A failure as the operator reads it: what, the evidence, why, what to do. */
export function formatError(error: ToolError): string {
  const { what, why, fix } = error.explanation;
  return [
    `${error.code}: ${what}`,
    ...error.evidence.map((line) => `  ${line}`),
    ...labelled("Why", [why]),
    ...labelled("Fix", numbered(fix)),
  ].join("\n");
}

/** The same as JSON: the code, the texts and the evidence, one object. */
export function errorAsJson(error: ToolError): object {
  return { kind: "error", code: error.code, category: error.category, ...error.explanation, evidence: error.evidence };
}
