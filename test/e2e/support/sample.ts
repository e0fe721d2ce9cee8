/** The same moments are tried for the same seed. */
export const SEED = Number(process.env["STEADYPLANE_SEED"] ?? "20");
const ALL = process.env["STEADYPLANE_ALL"] === "1";

/** Numbers from 0 to below 1, one in each of as many equal parts as are asked for: `all` of them with `npm run test:all`. */
export function sample(counts: { readonly few: number; readonly all: number }): readonly number[] {
  const count = ALL ? counts.all : counts.few;
  let state = SEED;
  return Array.from({ length: count }, (_, index) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (index + state / 2 ** 32) / count;
  });
}

/** All `cases` with `npm run test:all`, and otherwise those that are chosen. */
export function chosen<T>(cases: readonly T[], few: (item: T, index: number) => boolean): readonly T[] {
  return ALL ? cases : cases.filter(few);
}
