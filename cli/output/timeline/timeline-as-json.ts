import type { RunRecord } from "../../../src/domain/run-record.ts";
import type { Chart } from "../../../src/timeline/chart.ts";

/** A run for programs: what was seen, and what the chart makes of it. `version` counts changes that are no additions. */
export function timelineAsJson({ rows, links }: Chart, record: RunRecord): string {
  return JSON.stringify({ kind: "timeline", ...record, rows, links });
}
