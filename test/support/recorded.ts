import { readFileSync } from "node:fs";

/** What a real component printed, recorded; the path is below test/recorded. */
export function recorded(path: string): string {
  return readFileSync(new URL(`../recorded/${path}`, import.meta.url), "utf8");
}

/** Its lines, without the empty one at the end. */
export function recordedLines(path: string): readonly string[] {
  return recorded(path).replace(/\n$/u, "").split("\n");
}

/** Lines as a container runtime writes them to a log file. */
export function asContainerLog(lines: readonly string[]): string {
  return lines.map((line) => `2026-11-23T09:25:05.735625000Z stderr F ${line}\n`).join("");
}
