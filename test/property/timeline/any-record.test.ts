import fc from "fast-check";
import { expect, test } from "vitest";
import { timelineAsHtml } from "../../../cli/output/timeline/timeline-as-html.ts";
import { timelineAsJson } from "../../../cli/output/timeline/timeline-as-json.ts";
import { timelineAsSvg } from "../../../cli/output/timeline/timeline-as-svg.ts";
import { timelineAsText } from "../../../cli/output/timeline/timeline-as-text.ts";
import { COMPONENTS } from "../../../src/domain/component.ts";
import type { RunEvent, RunRecord } from "../../../src/domain/run-record.ts";
import { chartOf } from "../../../src/timeline/chart-of.ts";
import { xmlProblem } from "../../support/well-formed.ts";

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom("]]>", "<b>&amp;", "\u0000", "\uD800"),
);
const atMs = fc.integer({ min: -5_000, max: 20_000 });
const component = fc.constantFrom(...COMPONENTS);
const instance = fc.constantFrom("canonical" as const, "second" as const);
const id = fc.constantFrom("a", "b", "c");
const stage = fc.constantFrom("preflight", "kubelet-start", "undo-etcd", ...COMPONENTS);
const name = { atMs, component, instance };

const event: fc.Arbitrary<RunEvent> = fc.oneof(
  fc.record({
    ...{ atMs, stage, text },
    kind: fc.constantFrom("stage-started", "stage-done", "stage-failed", "stage-skipped"),
  }),
  fc.record({ atMs, stage, text, kind: fc.constant("stage-detail" as const) }),
  fc.record({ atMs, text, kind: fc.constant("warning" as const) }),
  fc.record({ atMs, image: text, kind: fc.constantFrom("image-pull-started", "image-pulled") }),
  fc.record({ ...name, kind: fc.constantFrom("manifest-placed", "manifest-removed") }),
  fc.record({ ...name, sandbox: id, kind: fc.constant("sandbox-created" as const) }),
  fc.record({ ...name, container: id, sandbox: id, kind: fc.constantFrom("container-created", "container-started") }),
  fc.record({ ...name, container: id, exitCode: fc.nat(3), kind: fc.constant("container-ended" as const) }),
  fc.record({ ...name, container: id, kind: fc.constant("ready" as const) }),
  fc.record({ ...name, kind: fc.constant("leads" as const) }),
  fc.record({ atMs, component, kind: fc.constantFrom("translated", "returned") }),
  fc.record({ atMs, component, kind: fc.constantFrom("held", "released") }),
  fc.record({ atMs, component, holder: fc.oneof(text, fc.constant("")), kind: fc.constant("lease-held" as const) }),
);

const record: fc.Arbitrary<RunRecord> = fc.record({
  version: fc.constant(1 as const),
  command: text,
  node: text,
  startedAt: fc.constant("2026-11-30T08:00:00.000Z"),
  tookMs: fc.oneof(fc.nat(20_000), fc.nat()),
  outcome: fc.constantFrom("done" as const, "failed" as const),
  failure: text,
  revision: fc.nat(3),
  events: fc.array(event, { maxLength: 40 }).map((events) => events.toSorted((a, b) => a.atMs - b.atMs)),
});

test("whatever happened is drawn as one well-formed document", () => {
  fc.assert(
    fc.property(record, (any) => {
      const chart = chartOf(any);
      expect(xmlProblem(timelineAsSvg(chart))).toBeUndefined();
      expect(timelineAsHtml(chart, any)).toMatch(/^<!doctype html>/u);
      expect(() => JSON.parse(timelineAsJson(chart, any))).not.toThrow();
      expect(timelineAsText(chart, 80).split("\n").length).toBeGreaterThan(5);
    }),
  );
});

test("every bar is within the axis and every arrow between two rows", () => {
  fc.assert(
    fc.property(record, (any) => {
      const { rows, links, totalMs, ticks } = chartOf(any);
      expect(new Set(rows.map(({ id: own }) => own)).size).toBe(rows.length);
      for (const { fromMs, toMs } of rows.flatMap(({ bars }) => bars)) {
        expect(fromMs >= 0 && fromMs <= toMs && toMs <= totalMs).toBe(true);
      }
      for (const link of links) {
        expect(rows.map(({ id: own }) => own)).toEqual(expect.arrayContaining([link.from, link.to]));
        expect(link.atMs >= 0 && link.atMs <= totalMs).toBe(true);
      }
      expect(ticks.length).toBeLessThanOrEqual(11);
      expect(ticks.every((tick) => tick <= totalMs)).toBe(true);
    }),
  );
});

test("what is no well-formed document is found out", () => {
  for (const wrong of ["<a>", "<a></b>", "<a>&</a>", "<a x=1/>", "<a/><a/>", '<a b="1" b="2"/>', "<a>\u0000</a>"]) {
    expect(xmlProblem(wrong)).toBeDefined();
  }
  expect(xmlProblem('<a b="1"><c/>&amp;</a>')).toBeUndefined();
});
