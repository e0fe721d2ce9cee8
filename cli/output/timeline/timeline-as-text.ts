import type { BarKind, Chart, Row } from "../../../src/timeline/chart.ts";
import { moment } from "../../../src/timeline/ticks.ts";
import { kindsIn, LEGEND, summaryOf } from "./words.ts";

const LABELS = 24;
/** What remains for notes beside a chart that is wide enough. */
const NOTES = { wide: 30, narrow: 10, from: 110 } as const;
const MOST = 160;
const LEAST = 24;

/** How each kind of bar looks; the fuller, the readier. */
const GLYPHS: Readonly<Record<BarKind, string>> = {
  step: "─",
  pull: "↓",
  manifest: "·",
  sandbox: "░",
  container: "▒",
  starting: "▓",
  ready: "█",
  second: "▚",
  held: "!",
  failed: "x",
};

interface Widths {
  readonly plot: number;
  readonly notes: number;
}

/** A chart for a terminal of so many columns. */
export function timelineAsText(chart: Chart, columns: number): string {
  const notes = columns >= NOTES.from ? NOTES.wide : NOTES.narrow;
  const widths = { notes, plot: Math.max(LEAST, Math.min(columns, MOST) - LABELS - notes - 2) };
  return [
    `${chart.node}: ${summaryOf(chart)}`,
    `$ ${chart.command}`,
    ...(chart.failure === "" ? [] : [chart.failure]),
    "",
    axis(chart, widths),
    ...chart.rows.flatMap((row, index) => [
      ...(row.level === "component" && index > 0 ? [""] : []),
      line(row, chart, widths),
    ]),
    "",
    kindsIn(chart)
      .map((kind) => `${GLYPHS[kind]} ${LEGEND[kind]}`)
      .join("   "),
  ].join("\n");
}

function axis({ ticks, totalMs }: Chart, { plot }: Widths): string {
  let text = " ".repeat(LABELS);
  for (const tick of ticks) {
    const column = LABELS + Math.floor((tick / totalMs) * (plot - 1));
    if (text.length < column || tick === 0) {
      text = text.padEnd(column) + moment(tick);
    }
  }
  return text;
}

function line({ label, level, bars, note }: Row, { totalMs }: Chart, { plot, notes }: Widths): string {
  const cells = Array.from({ length: plot }, () => " ");
  for (const { kind, fromMs, toMs } of bars) {
    const from = Math.min(plot - 1, Math.floor((fromMs / totalMs) * plot));
    const to = Math.max(from + 1, Math.round((toMs / totalMs) * plot));
    cells.fill(GLYPHS[kind], from, to);
  }
  const name = (level === "part" ? `  ${label}` : label).slice(0, LABELS - 1).padEnd(LABELS);
  const beside = notes === NOTES.wide ? note : (note.split(/[,;]/u)[0] ?? "");
  return `${name}${cells.join("")}  ${beside.slice(0, notes)}`.trimEnd();
}
