import type { Reporter } from "../../src/ports/reporter.ts";

/** Progress as JSON, one event a line. The schema is in docs/events.md. */
export function showAsJson(write: (line: string) => void): Reporter {
  return { notify: (event) => write(JSON.stringify(event)) };
}
