import { expect, test } from "vitest";
import { splitWords } from "../../../src/domain/split-words.ts";

test.each([
  ["", []],
  ["  a  b\tc ", ["a", "b", "c"]],
  [`--x="a b" 'c d' e\\ f`, ["--x=a b", "c d", "e f"]],
  [`"KEY=a \\"b\\" c"`, [`KEY=a "b" c`]],
])("splits %s", (line, words) => {
  expect(splitWords(line)).toEqual(words);
});
