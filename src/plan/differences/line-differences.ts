import { maskSecrets } from "../../config/yaml/mask-secrets.ts";
import type { Difference } from "../../domain/difference.ts";
import { printable } from "./printable.ts";

/** Lines of both sides that differ; above it a table of all pairs would take long. */
const MOST_PAIRS = 1_000_000;
/** More differences than this nobody reads. */
const MOST_SHOWN = 60;

/** What differs between two texts, by line; `place` stands before each path. A text that changes as a whole is only counted. */
export function lineDifferences(before: string, after: string, place = ""): readonly Difference[] {
  const prefix = place === "" ? "" : `${place} `;
  // No line of a key looks like a secret by itself.
  if ([before, after].some((text) => text.includes("PRIVATE KEY"))) {
    return [{ kind: "secret", path: `${prefix}content` }];
  }
  const old = linesOf(before);
  const wanted = linesOf(after);
  const start = commonStart(old, wanted);
  const end = commonStart(old.slice(start).toReversed(), wanted.slice(start).toReversed());
  const oldPart = old.slice(start, old.length - end);
  const wantedPart = wanted.slice(start, wanted.length - end);
  const isComparable = oldPart.length * wantedPart.length <= MOST_PAIRS;
  const differences = isComparable ? compare(oldPart, wantedPart, start, prefix) : undefined;
  if (differences === undefined || differences.length > MOST_SHOWN) {
    return [{ kind: "changed", path: `${prefix}content`, before: counted(old), after: counted(wanted) }];
  }
  return differences;
}

function compare(
  old: readonly string[],
  wanted: readonly string[],
  start: number,
  prefix: string,
): readonly Difference[] {
  const kept = keptLines(old, wanted);
  const differences: Difference[] = [];
  let [oldAt, wantedAt] = [0, 0];
  for (const [oldEnd, wantedEnd] of [...kept, [old.length, wanted.length] as const]) {
    const removed = old.slice(oldAt, oldEnd).map((line, index) => ({ line, number: start + oldAt + index + 1 }));
    const added = wanted
      .slice(wantedAt, wantedEnd)
      .map((line, index) => ({ line, number: start + wantedAt + index + 1 }));
    differences.push(...hunk(removed, added, prefix));
    [oldAt, wantedAt] = [oldEnd + 1, wantedEnd + 1];
  }
  return differences;
}

interface NumberedLine {
  readonly line: string;
  /** Counted from 1. */
  readonly number: number;
}

function hunk(removed: readonly NumberedLine[], added: readonly NumberedLine[], prefix: string): readonly Difference[] {
  const pairs = Math.min(removed.length, added.length);
  const path = ({ number }: NumberedLine): string => `${prefix}line ${number}`;
  return [
    ...added.slice(0, pairs).map((line, index): Difference => {
      return { kind: "changed", path: path(line), before: shown(removed[index]), after: shown(line) };
    }),
    ...removed.slice(pairs).map((line): Difference => ({ kind: "removed", path: path(line), before: shown(line) })),
    ...added.slice(pairs).map((line): Difference => ({ kind: "added", path: path(line), after: shown(line) })),
  ];
}

/** Positions of the lines of a longest common subsequence, in order. */
function keptLines(old: readonly string[], wanted: readonly string[]): readonly (readonly [number, number])[] {
  const width = wanted.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = wanted.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        old[row] === wanted[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const kept: [number, number][] = [];
  for (let [row, column] = [0, 0]; row < old.length && column < wanted.length;) {
    if (old[row] === wanted[column]) {
      kept.push([row, column]);
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) {
      row += 1;
    } else {
      column += 1;
    }
  }
  return kept;
}

function commonStart(one: readonly string[], other: readonly string[]): number {
  const end = one.findIndex((line, index) => line !== other[index]);
  return end === -1 ? one.length : end;
}

function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.replace(/\n$/u, "").split("\n");
}

function shown(line: NumberedLine | undefined): string {
  return printable(maskSecrets(line?.line ?? ""));
}

function counted(lines: readonly string[]): string {
  return lines.length === 1 ? "1 line" : `${lines.length} lines`;
}
