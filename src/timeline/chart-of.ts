import { COMPONENTS } from "../domain/component.ts";
import type { RunRecord } from "../domain/run-record.ts";
import type { Bar, Chart, Row } from "./chart.ts";
import { noteOf, partOf } from "./component-part.ts";
import { ofKind } from "./instances.ts";
import { linksOf } from "./links.ts";
import { within } from "./spans.ts";
import { type StageSpan, stagesOf } from "./stages.ts";
import { ticks } from "./ticks.ts";

/** A run's record as a chart: steps first, then each component with its instances and its traffic. */
export function chartOf(record: RunRecord): Chart {
  const { node, command, startedAt, tookMs, outcome, failure, revision, events } = record;
  const totalMs = Math.max(1, tookMs);
  const stages = stagesOf(events, totalMs);
  const parts = COMPONENTS.flatMap((component) => partOf(component, record, stages, totalMs));
  const shown = new Set(parts.map(({ component }) => component as string));
  const steps = stages.filter(({ stage }) => !shown.has(stage.replace(/^undo-/u, "")));
  return {
    ...{ node, command, startedAt, totalMs, failure, revision },
    isDone: outcome === "done",
    ticks: ticks(totalMs),
    rows: [...stepRows(steps), ...imageRows(record, totalMs), ...parts.flatMap(({ rows }) => rows)].map((row) => ({
      ...row,
      bars: within(row.bars, totalMs),
    })),
    links: linksOf(record, stages, parts, totalMs),
  };
}

function stepRows(steps: readonly StageSpan[]): readonly Row[] {
  return steps.map(({ stage, bar, outcome }) => ({
    ...{ id: stage, label: stage, level: "step", bars: [bar] },
    note: noteOf([{ bar, outcome: bar.kind === "failed" ? outcome : "" }]),
  }));
}

function imageRows({ events }: RunRecord, totalMs: number): readonly Row[] {
  const bars = ofKind(events, "image-pull-started").map(({ image, atMs }): Bar => {
    const end = ofKind(events, "image-pulled").find((event) => event.image === image && event.atMs >= atMs);
    return { kind: "pull", fromMs: atMs, toMs: end?.atMs ?? totalMs, text: image };
  });
  return bars.length === 0 ? [] : [{ id: "images", label: "images", level: "step", bars, note: "" }];
}
