import type { Reporter } from "../../ports/reporter.ts";

/** What several stages of a wait say, as details of the one stage `stage`. Their beginning and end is not told. */
export function detailsOf(stage: string, reporter: Reporter): Reporter {
  return {
    notify: (event) => {
      if (event.kind === "stage-detail") {
        reporter.notify({ ...event, stage });
      } else if (event.kind === "warning") {
        reporter.notify(event);
      }
    },
  };
}
