import type { Origin } from "../../domain/config-problem.ts";
import { maskSecrets } from "./mask-secrets.ts";

/** A configuration file as read. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  /** Offsets at which lines start, ascending. */
  readonly lineStarts: readonly number[];
}

/** Most characters of a line that are shown, and how many around them are searched for secrets. */
const SHOWN = 140;
const SEARCHED = 2000;

/** Most bytes that a configuration may have. Lines beyond are not even counted. */
export const MAX_BYTES = 1024 * 1024;

export function sourceText(file: string, text: string): SourceText {
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at !== -1 && at < MAX_BYTES; at = text.indexOf("\n", at + 1)) {
    lineStarts.push(at + 1);
  }
  return { file, text, lineStarts };
}

/** Line and column of `offset`, with the part of the line around it. */
export function originAt(source: SourceText, offset: number): Origin {
  const index = lineIndexAt(source.lineStarts, offset);
  const start = source.lineStarts[index] ?? 0;
  const end = (source.lineStarts[index + 1] ?? source.text.length + 1) - 1;
  const column = offset - start;
  const shownFrom = Math.max(0, end - start <= SHOWN ? 0 : column - SHOWN / 2);
  const searchedFrom = Math.max(0, shownFrom - SEARCHED);
  const searched = source.text.slice(start + searchedFrom, Math.min(end, start + shownFrom + SEARCHED));
  const shown = printable(maskSecrets(searched)).slice(shownFrom - searchedFrom, shownFrom - searchedFrom + SHOWN);
  return {
    kind: "file",
    file: source.file,
    line: index + 1,
    column: column + 1,
    sourceLine: shown.trimEnd(),
    caret: column - shownFrom + 1,
  };
}

/** The origin of a secret: nothing of its line is shown from the column on. */
export function withValueHidden(origin: Origin): Origin {
  if (origin.kind !== "file") {
    return origin;
  }
  const before = origin.sourceLine.slice(0, origin.caret - 1);
  return { ...origin, sourceLine: before + "*".repeat(Math.max(0, origin.sourceLine.length - before.length)) };
}

/** Index of the line that holds `offset`: the last that starts at or before it. */
function lineIndexAt(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lineStarts[middle] ?? 0) <= offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/** One character for one, so that columns stay where they are. */
function printable(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (character) => (character.length === 1 ? " " : "  "));
}
