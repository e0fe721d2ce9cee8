import { ToolError } from "./tool-error.ts";

/** A run is asked for of which nothing was kept. `which` is the end of a sentence, `why` says what may have become of it. */
export function noTimeline(which: string, why: string): ToolError {
  return new ToolError("NoTimeline", "failed", {
    what: `No record is kept of ${which}.`,
    why: `${why} Nothing was changed.`,
    fix: ["steadyplane history", "steadyplane timeline, for the last run that was recorded"],
  });
}

/** A record is there and cannot be drawn. */
export function timelineCorrupt(path: string, problem: string): ToolError {
  return new ToolError("TimelineCorrupt", "failed", {
    what: `The record ${path} cannot be relied on: ${problem}.`,
    why: "What it says of the run may be wrong, so it is not drawn. Nothing else depends on it, and nothing was changed.",
    fix: [`ls -l ${path}`, "steadyplane history"],
  });
}
