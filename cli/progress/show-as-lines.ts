import { unreachable } from "../../src/domain/unreachable.ts";
import type { Event, Reporter } from "../../src/ports/reporter.ts";
import { seconds } from "../output/format-duration.ts";

/** How long a stage is quiet before what it does right now is worth a line, and between two such lines. */
const QUIET_MS = 5_000;

interface Output {
  readonly write: (line: string) => void;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
}

/** Progress as plain lines, for pipes and logs: one when a stage ends, and now and then one for what it waits for. */
export function showAsLines({ write, now }: Output): Reporter {
  const spokeAt = new Map<string, number>();
  return {
    notify(event) {
      if (event.kind === "stage-started") {
        spokeAt.set(event.stage, now());
        return;
      }
      if (event.kind === "stage-detail") {
        if (now() - (spokeAt.get(event.stage) ?? 0) < QUIET_MS) {
          return;
        }
        spokeAt.set(event.stage, now());
      }
      write(lineOf(event));
    },
  };
}

function lineOf(event: Exclude<Event, { kind: "stage-started" }>): string {
  switch (event.kind) {
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
