import type { Link } from "../../src/diagnose/explain/chain.ts";
import type { PodExplanation } from "../../src/diagnose/explain/pod-explanation.ts";
import type { Verdict } from "../../src/diagnose/explain/verdict.ts";
import { labelled, numbered } from "./labelled.ts";

const DAY_MS = 86_400_000;

/** A chain from manifest to readiness, what it comes to, and the next step. */
export function describeExplanation({ name, nodeName, at, chain, verdict }: PodExplanation): string {
  return [`${name} on ${nodeName} ${titleEnd(chain, verdict)}`, "", ...rows(chain, at), ...verdictLines(verdict)].join(
    "\n",
  );
}

function titleEnd(chain: readonly Link[], verdict: Verdict): string {
  if (verdict.kind === "ready") {
    return "is ready.";
  }
  const failing = chain.find(({ state }) => state === "failing");
  return failing === undefined
    ? "may be ready or not: part of it could not be seen."
    : `is not ready. The chain breaks at: ${failing.name}.`;
}

function rows(chain: readonly Link[], now: number): readonly string[] {
  const cells = chain.map(
    (link) => [link.name, link.state, link.at === undefined ? "-" : clock(link.at, now)] as const,
  );
  const head = ["LINK", "STATE", "SINCE"] as const;
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[], text: string) =>
    [...row.map((cell, column) => cell.padEnd(widths[column] ?? 0)), text].join("  ").trimEnd();
  const indent = " ".repeat(widths.reduce((sum, width) => sum + width + 2, 0));
  return [
    line(head, "WHAT WAS SEEN"),
    ...chain.flatMap((link, index) => [
      line(cells[index] ?? [], link.summary),
      ...link.evidence.map((text) => `${indent}  ${text}`),
    ]),
  ];
}

/** The time of day; with the date where it was not within the last day. UTC, as logs have it. */
function clock(at: number, now: number): string {
  const text = new Date(at).toISOString();
  return Math.abs(now - at) < DAY_MS ? `${text.slice(11, 19)}Z` : `${text.slice(0, 16)}Z`;
}

function verdictLines(verdict: Verdict): readonly string[] {
  switch (verdict.kind) {
    case "ready":
      return [];
    case "proven": {
      const { code, explanation, evidence } = verdict.error;
      const where = verdict.of === undefined ? "" : ` (${verdict.of}, which it needs)`;
      return [
        "",
        `${code}${where}: ${explanation.what}`,
        ...evidence.map((text) => `  ${text}`),
        ...labelled("Why", [explanation.why]),
        ...labelled("Fix", numbered(explanation.fix)),
      ];
    }
    case "unproven":
      return [
        "",
        "The cause: could not tell. This is what is known:",
        ...verdict.known.map((text) => `  ${text}`),
        ...labelled("Next", numbered(verdict.next)),
      ];
  }
}
