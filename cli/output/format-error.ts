import type { ToolError } from "../../src/errors/tool-error.ts";

/** A failure as the operator reads it: what, the evidence, why, what to do. */
export function formatError(error: ToolError): string {
  const { what, why, fix } = error.explanation;
  return [
    `${error.code}: ${what}`,
    ...error.evidence.map((line) => `  ${line}`),
    ...labelled("Why", [why]),
    ...labelled("Fix", fix.length === 1 ? fix : fix.map((step, index) => `${index + 1}. ${step}`)),
  ].join("\n");
}

function labelled(label: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `  ${index === 0 ? label.padEnd(4) : "    "} ${line}`);
}

/** The same as JSON: the code, the texts and the evidence, one object. */
export function errorAsJson(error: ToolError): object {
  return { kind: "error", code: error.code, category: error.category, ...error.explanation, evidence: error.evidence };
}
