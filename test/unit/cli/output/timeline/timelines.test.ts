import { expect, test } from "vitest";
import { timelineAsHtml } from "../../../../../cli/output/timeline/timeline-as-html.ts";
import { timelineAsJson } from "../../../../../cli/output/timeline/timeline-as-json.ts";
import { timelineAsSvg } from "../../../../../cli/output/timeline/timeline-as-svg.ts";
import { timelineAsText } from "../../../../../cli/output/timeline/timeline-as-text.ts";
import type { RunRecord } from "../../../../../src/domain/run-record.ts";
import { asRunRecord } from "../../../../../src/observed/revisions/run-record-schema.ts";
import { chartOf } from "../../../../../src/timeline/chart-of.ts";
import { recorded } from "../../../../support/recorded.ts";
import { xmlProblem } from "../../../../support/well-formed.ts";

/** A run of a real node, as it was kept. */
function run(name: string): RunRecord {
  const record = asRunRecord(JSON.parse(recorded(`runs/${name}.json`)));
  if (record === undefined) {
    throw new Error(`${name} is no record`);
  }
  return record;
}

test.each(["init", "etcd-flag", "undone"])("%s reads well in a terminal", async (name) => {
  const text = timelineAsText(chartOf(run(name)), 120);
  expect(Math.max(...text.split("\n").map(({ length }) => length))).toBeLessThan(200);
  await expect(`${text}\n`).toMatchFileSnapshot(`../../../../golden/timeline/${name}.txt`);
});

test.each(["init", "etcd-flag"])("the picture of %s in the documentation is how it is drawn", async (name) => {
  const svg = timelineAsSvg(chartOf(run(name)));
  expect(xmlProblem(svg)).toBeUndefined();
  await expect(svg).toMatchFileSnapshot(`../../../../../docs/recordings/${name}-timeline.svg`);
});

test("a page needs nothing from elsewhere, and tells every event", () => {
  const record = run("undone");
  const html = timelineAsHtml(chartOf(record), record);
  expect(html).not.toMatch(/<script|src=|href=|url\(|@import/u);
  expect(html.match(/<tr>/gu)?.length).toBeGreaterThanOrEqual(record.events.length);
  expect(html).toContain("no-such-flag");
});

test("what a run says of itself is text, whatever it looks like", () => {
  const record: RunRecord = { ...run("init"), command: `</title><script>alert("1")</script>`, node: "a&b" };
  const chart = chartOf(record);
  expect(timelineAsSvg(chart) + timelineAsHtml(chart, record)).not.toContain("<script");
  expect(timelineAsSvg(chart)).toContain("a&amp;b");
});

test("as JSON a run has its events, and what the chart makes of them", () => {
  const record = run("etcd-flag");
  const json = JSON.parse(timelineAsJson(chartOf(record), record));
  expect(json).toMatchObject({ kind: "timeline", version: 1, revision: 2, outcome: "done" });
  expect(json.events).toEqual(record.events);
  expect(json.rows.map(({ id }: { readonly id: string }) => id)).toContain("etcd traffic");
});
