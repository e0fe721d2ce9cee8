import type { Event, Reporter } from "../../ports/reporter.ts";
import { unreachable } from "../../domain/unreachable.ts";
import type { Happening } from "../../domain/run-record.ts";
import type { RunLog } from "./run-log.ts";

/** A reporter whose events are noted as they pass. */
export function seenStages(reporter: Reporter, log: RunLog): Reporter {
  return {
    notify: (event) => {
      log.note(happeningOf(event));
      reporter.notify(event);
    },
  };
}

function happeningOf(event: Event): Happening {
  switch (event.kind) {
    case "stage-started":
      return { kind: event.kind, stage: event.stage, text: event.title };
    case "stage-detail":
      return { kind: event.kind, stage: event.stage, text: event.detail };
    case "stage-done":
      return { kind: event.kind, stage: event.stage, text: event.summary };
    case "stage-skipped":
      return { kind: event.kind, stage: event.stage, text: event.reason };
    case "stage-failed":
      return { kind: event.kind, stage: event.stage, text: event.error };
    case "warning":
      return event;
    default:
      return unreachable(event);
  }
}
