import { expect, test } from "vitest";
import { histogramQuantile } from "../../../../src/observed/doctor/histogram-quantile.ts";

const METRICS = `# HELP a_seconds How long.
# TYPE a_seconds histogram
a_seconds_bucket{le="0.001"} 50
a_seconds_bucket{le="0.002"} 98
a_seconds_bucket{le="0.004"} 99
a_seconds_bucket{le="+Inf"} 100
a_seconds_sum 0.2
a_seconds_count 100
other_a_seconds_bucket{le="0.001"} 100
none_bucket{le="+Inf"} 0
`;

test.each([
  [0.5, { above: 0, upTo: 0.001 }],
  [0.51, { above: 0.001, upTo: 0.002 }],
  [0.99, { above: 0.002, upTo: 0.004 }],
  [0.995, { above: 0.004, upTo: Infinity }],
])("the bounds between which %d of a hundredth lies", (share, range) => {
  expect(histogramQuantile(METRICS, "a_seconds", share)).toEqual(range);
});

test("nothing where nothing was measured, or it is called otherwise", () => {
  expect(histogramQuantile(METRICS, "none", 0.99)).toBeUndefined();
  expect(histogramQuantile(METRICS, "b_seconds", 0.99)).toBeUndefined();
});
