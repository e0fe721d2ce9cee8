import type { Bar, BarKind, Chart, Link, Row } from "../../../src/timeline/chart.ts";
import { moment } from "../../../src/timeline/ticks.ts";
import { type Markup, markup } from "./markup.ts";
import { svgStyle } from "./svg-style.ts";
import { kindsIn, LEGEND, summaryOf } from "./words.ts";

const WIDTH = 1160;
const MARGIN = 24;
const LABELS = 188;
const NOTES = 196;
const PLOT = { left: MARGIN + LABELS, right: WIDTH - MARGIN - NOTES } as const;
const ROW = 22;
const HEAD_GAP = 12;
const BAR = 12;
/** A moment is drawn as this much at least. */
const LEAST = 1.5;
const LEGEND_LINE = 20;
const LETTER = 6.4;
/** Bars that somebody waited for: how long is written on them. */
const TIMED: ReadonlySet<BarKind> = new Set(["manifest", "starting", "held", "pull"]);

interface Lane {
  readonly row: Row;
  /** The middle of it. */
  readonly y: number;
}

/** A chart as a picture: one SVG document that needs nothing else, for light and dark surroundings. */
export function timelineAsSvg(chart: Chart): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${svgElement(chart).markup}\n`;
}

/** The same as an element of a page. */
export function svgElement(chart: Chart): Markup {
  const top = chart.failure === "" ? 92 : 112;
  const lanes = lanesOf(chart.rows, top);
  const bottom = (lanes.at(-1)?.y ?? top) + ROW / 2 + 4;
  const entries = legendOf(chart);
  const height = bottom + 50 + (entries.at(-1)?.line ?? 0) * LEGEND_LINE;
  return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">
<title>${chart.command} on ${chart.node}</title>
<desc>steadyplane timeline</desc>
<style>${{ markup: svgStyle() }}</style>
<rect class="paper" width="${WIDTH}" height="${height}"/>
<text class="title" x="${MARGIN}" y="36">${chart.node}</text>
<text x="${WIDTH - MARGIN}" y="36" text-anchor="end">${summaryOf(chart)}</text>
<text class="mono faint" x="${MARGIN}" y="56">${cut(`$ ${chart.command}`, WIDTH - 2 * MARGIN, 7.3)}</text>
${chart.failure === "" ? [] : markup`<text class="bad" x="${MARGIN}" y="76">${cut(chart.failure, WIDTH - 2 * MARGIN)}</text>`}
${grid(chart, top - 10, bottom)}
${lanes.map(drawLane(chart))}
${chart.links.map((link) => drawLink(link, lanes, chart))}
${entries.map((entry) => drawEntry(entry, bottom + 30))}
</svg>`;
}

function lanesOf(rows: readonly Row[], top: number): readonly Lane[] {
  let y = top - ROW / 2;
  return rows.map((row, index) => {
    y += ROW + (row.level === "component" && index > 0 ? HEAD_GAP : 0);
    return { row, y };
  });
}

function x(atMs: number, { totalMs }: Chart): number {
  return round(PLOT.left + (Math.min(atMs, totalMs) / totalMs) * (PLOT.right - PLOT.left));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function grid(chart: Chart, top: number, bottom: number): readonly Markup[] {
  return chart.ticks.map(
    (tick) => markup`<line class="grid" x1="${x(tick, chart)}" x2="${x(tick, chart)}" y1="${top}" y2="${bottom}"/>
<text class="faint" x="${x(tick, chart)}" y="${top - 6}" text-anchor="middle">${moment(tick)}</text>
`,
  );
}

const drawLane =
  (chart: Chart) =>
  ({ row, y }: Lane): Markup => markup`<g>
<text class="row-${row.level}" x="${MARGIN + (row.level === "part" ? 12 : 0)}" y="${y + 4}">${cut(row.label, LABELS)}</text>
${row.bars.map((bar) => drawBar(bar, y, chart))}<text class="${row.bars.some(({ kind }) => kind === "failed") ? "bad" : "faint"}" x="${PLOT.right + 12}" y="${y + 4}"><title>${row.note}</title>${cut(row.note, NOTES)}</text>
</g>
`;

function drawBar({ kind, fromMs, toMs, text }: Bar, y: number, chart: Chart): Markup {
  const from = x(fromMs, chart);
  const width = Math.max(LEAST, round(x(toMs, chart) - from));
  // A step of the run is the frame in which the rest happens.
  const height = kind === "step" ? BAR / 2 : BAR;
  const took = moment(toMs - fromMs);
  const isTold = TIMED.has(kind) && width > took.length * LETTER + 8;
  const word = isTold
    ? markup`<text class="in-${kind}" x="${round(from + width / 2)}" y="${y + 3.5}" text-anchor="middle">${took}</text>`
    : [];
  return markup`<rect class="${kind}" x="${from}" y="${y - height / 2}" width="${width}" height="${height}" rx="1.5"><title>${text}: ${took}, from ${moment(fromMs)} to ${moment(toMs)}</title></rect>${word}
`;
}

function drawLink({ from, to, atMs, because }: Link, lanes: readonly Lane[], chart: Chart): Markup {
  const middle = (row: string): number => lanes.find((candidate) => candidate.row.id === row)?.y ?? 0;
  const down = middle(to) > middle(from) ? 1 : -1;
  const [at, begin, end] = [x(atMs, chart), middle(from) + (down * BAR) / 2, middle(to) - (down * BAR) / 2];
  return markup`<g><title>${because}</title><circle class="link-tip" cx="${at}" cy="${begin}" r="2.2"/><path class="link" d="M${at} ${begin}V${end - down * 5}"/><path class="link-tip" d="M${at} ${end}l-3.2 ${-down * 6}h6.4z"/></g>
`;
}

interface Entry {
  readonly kind: BarKind | undefined;
  readonly word: string;
  readonly left: number;
  readonly line: number;
}

/** What the chart's bars and arrows stand for, in as many lines as it takes. */
function legendOf(chart: Chart): readonly Entry[] {
  const words = kindsIn(chart).map((kind) => ({ kind, word: LEGEND[kind] }));
  const all = chart.links.length === 0 ? words : [...words, { kind: undefined, word: "waited for" }];
  let [left, line] = [MARGIN, 0];
  return all.map(({ kind, word }) => {
    const width = 30 + Math.round(word.length * LETTER);
    if (left + width > WIDTH - MARGIN) {
      [left, line] = [MARGIN, line + 1];
    }
    const entry = { kind, word, left, line };
    left += width;
    return entry;
  });
}

function drawEntry({ kind, word, left, line }: Entry, top: number): Markup {
  const y = top + line * LEGEND_LINE;
  const sign =
    kind === undefined
      ? markup`<path class="link" d="M${left + 4} ${y - 10}v6"/><path class="link-tip" d="M${left + 4} ${y + 1}l-3.2 -6h6.4z"/>`
      : markup`<rect class="${kind}" x="${left}" y="${y - 9}" width="10" height="10" rx="1.5"/>`;
  return markup`${sign}<text class="faint" x="${left + 16}" y="${y}">${word}</text>
`;
}

/** `text` as far as it fits into `width`, of letters of a middling width. */
function cut(text: string, width: number, letter: number = LETTER): string {
  const most = Math.floor(width / letter);
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
