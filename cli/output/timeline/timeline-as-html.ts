import type { RunRecord } from "../../../src/domain/run-record.ts";
import type { Chart } from "../../../src/timeline/chart.ts";
import { moment } from "../../../src/timeline/ticks.ts";
import { markup } from "./markup.ts";
import { svgElement } from "./timeline-as-svg.ts";
import { eventWords } from "./words.ts";

const STYLE = `:root{color-scheme:light dark}
body{margin:0 auto;max-width:1200px;padding:1rem;font:14px/1.45 ui-sans-serif,system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;background:#fff;color:#1f2328}
svg{width:100%;height:auto}h2{font-size:1.05rem;margin:2rem 0 .5rem}
table{border-collapse:collapse;width:100%}td,th{padding:.15rem 1rem .15rem 0;text-align:left;vertical-align:top;border-bottom:1px solid #e4e8ed}
td:first-child,th:first-child{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
td:nth-child(2){white-space:nowrap}
@media (prefers-color-scheme:dark){body{background:#0d1117;color:#e6edf3}td,th{border-color:#21262d}}`;

/** A chart and all that was seen, as one page that needs nothing else. */
export function timelineAsHtml(chart: Chart, { events }: RunRecord): string {
  const rows = events.map((event) => {
    const [who, what] = eventWords(event);
    return markup`<tr><td>${event.atMs < 0 ? "before" : moment(event.atMs)}</td><td>${who}</td><td>${what}</td></tr>
`;
  });
  const waits = chart.links.map(
    ({ from, to, atMs, because }) =>
      markup`<tr><td>${moment(atMs)}</td><td>${to}</td><td>waited for ${from}: ${because}</td></tr>
`,
  );
  const page = markup`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${chart.node}: ${chart.command}</title>
<style>${{ markup: STYLE }}</style></head>
<body>
${svgElement(chart)}
${waits.length === 0 ? [] : markup`<h2>What waited for what</h2><table><tbody>${waits}</tbody></table>`}
<h2>What was seen</h2>
<table><thead><tr><th>After</th><th>Of</th><th>What</th></tr></thead><tbody>
${rows}</tbody></table>
</body></html>`;
  return `<!doctype html>\n${page.markup}\n`;
}
