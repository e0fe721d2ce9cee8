import type { ConfigProblem } from "../domain/config-problem.ts";

/** Those in the file first, in the order of its lines; each only once. */
export function sortProblems(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const seen = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...seen.values()].toSorted((one, other) => compare(positionOf(one), positionOf(other)));
}

/** Lines are shorter than a mebibyte, as files are. */
function positionOf({ origin }: ConfigProblem): number {
  return origin.kind === "file" ? origin.line * 2 ** 21 + origin.column : Infinity;
}

function compare(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
