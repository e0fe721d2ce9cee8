import type { Reporter } from "../../src/ports/reporter.ts";
import type { OutputFormat } from "../context.ts";
import type { Row } from "./row.ts";

interface Streams {
  readonly print: (line: string) => void;
  readonly say: (line: string) => void;
  readonly isTerminal: boolean;
}

/** The way of showing progress that suits the output: JSON lines, a task list on a terminal, plain lines elsewhere. */
export async function openProgress(
  rows: readonly Row[],
  format: OutputFormat,
  { print, say, isTerminal }: Streams,
): Promise<Reporter & { close(): Promise<void> }> {
  if (format === "json") {
    const { showAsJson } = await import("./show-as-json.ts");
    return { ...showAsJson(print), close: async () => undefined };
  }
  const { showAsLines } = await import("./show-as-lines.ts");
  const lines = showAsLines({ write: say, now: () => performance.now() });
  if (isTerminal) {
    const { showWithListr } = await import("./show-with-listr.ts");
    return showWithListr(rows, lines);
  }
  return { ...lines, close: async () => undefined };
}
