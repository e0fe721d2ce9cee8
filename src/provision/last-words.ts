import type { CommandResult } from "../ports/commands.ts";

const LINES = 12;

/** The last lines of a failed command: what it wrote to stderr, else to stdout, else why it could not run. */
export function lastWords(result: CommandResult): readonly string[] {
  if (result.startError !== undefined) {
    return [result.startError];
  }
  const text = result.stderr.trim() === "" ? result.stdout : result.stderr;
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return [...lines.slice(-LINES), ...(result.hasTimedOut ? ["(ended because it took too long)"] : [])];
}
