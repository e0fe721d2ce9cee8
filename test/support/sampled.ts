import fc from "fast-check";

const SEED = 20_260_101;

/** The same `most` of `items` in every run, in their order; all of them where STEADYPLANE_ALL is 1. */
export function sampled<T>(items: readonly T[], most: number): readonly T[] {
  if (process.env["STEADYPLANE_ALL"] === "1" || items.length <= most) {
    return items;
  }
  const [sample = []] = fc.sample(fc.subarray([...items], { minLength: most, maxLength: most }), {
    seed: SEED,
    numRuns: 1,
  });
  return sample;
}
