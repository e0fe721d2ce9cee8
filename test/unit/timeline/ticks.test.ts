import { expect, test } from "vitest";
import { moment, ticks } from "../../../src/timeline/ticks.ts";

test.each([
  [5_060, [0, 1_000, 2_000, 3_000, 4_000, 5_000]],
  [9_600, [0, 1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000, 9_000]],
  [29_000, [0, 5_000, 10_000, 15_000, 20_000, 25_000]],
  [70_000, [0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000, 70_000]],
  [1, [0, 1]],
])("an axis of %i ms has round ticks", (totalMs, expected) => {
  expect(ticks(totalMs)).toEqual(expected);
});

test("a day has ticks, too, at whole hours", () => {
  const all = ticks(24 * 3_600_000);
  expect(all.length).toBeLessThanOrEqual(11);
  expect(all.every((tick) => tick % 3_600_000 === 0)).toBe(true);
});

test.each([
  [0, "0"],
  [250, "250 ms"],
  [1_500, "1.5 s"],
  [20_000, "20 s"],
  [120_000, "2 min"],
  [150_000, "2 min 30 s"],
])("%i ms reads as %s", (ms, text) => {
  expect(moment(ms)).toBe(text);
});
