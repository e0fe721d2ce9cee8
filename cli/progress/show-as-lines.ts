import { unreachable } from "../../src/domain/unreachable.ts";
import type { Event, Reporter } from "../../src/ports/reporter.ts";
import { seconds } from "../output/format-duration.ts";

/** Progress as plain lines, for pipes and logs: one when a stage ends. */
export function showAsLines(write: (line: string) => void): Reporter {
  return {
    notify(event) {
      const line = lineOf(event);
      if (line !== undefined) {
        write(line);
      }
    },
  };
}

function lineOf(event: Event): string | undefined {
  switch (event.kind) {
    case "stage-started":
      return undefined;
    case "stage-detail":
      return `[${event.stage}] ${event.detail}`;
    case "stage-done":
      return `[${event.stage}] ${event.summary} (${seconds(event.tookMs)})`;
    case "stage-skipped":
      return `[${event.stage}] skipped: ${event.reason}`;
    case "stage-failed":
      return `[${event.stage}] failed: ${event.error}`;
    case "warning":
      return `warning: ${event.text}`;
    default:
      return unreachable(event);
  }
}
