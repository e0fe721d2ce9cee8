import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { argumentDifferences } from "../../../src/plan/differences/argument-differences.ts";
import { fieldDifferences } from "../../../src/plan/differences/field-differences.ts";
import { lineDifferences } from "../../../src/plan/differences/line-differences.ts";

const keys = fc.constantFrom("a", "b", "c");
const document = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, tie("leaf"), tie("map"), tie("list")),
  leaf: fc.oneof(fc.boolean(), fc.integer({ min: 0, max: 2 }), keys),
  map: fc.dictionary(keys, tie("value"), { noNullPrototype: true }),
  list: fc.array(tie("value"), { maxLength: 3 }),
})).map;
const flag = fc.tuple(keys, fc.integer({ min: 0, max: 2 })).map(([name, value]) => `--${name}=${value}`);
const flags = fc.array(flag, { maxLength: 5 });

describe("differences", () => {
  it("are none exactly where two documents are equal, whatever the order of maps", () => {
    fc.assert(
      fc.property(document, document, (before, after) => {
        expect(fieldDifferences(before, after).length === 0).toBe(isDeepStrictEqual(before, after));
        expect(fieldDifferences(reversed(before), before)).toEqual([]);
      }),
    );
  });

  it("are none exactly where two command lines are equal", () => {
    fc.assert(
      fc.property(flags, flags, (before, after) => {
        expect(argumentDifferences(before, after).length === 0).toBe(isDeepStrictEqual(before, after));
      }),
    );
  });

  it("count every line that is new or gone", () => {
    const lines = fc.array(keys, { maxLength: 12 });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const found = lineDifferences(before.join("\n"), after.join("\n"));
        const grown = found.filter(({ kind }) => kind === "added").length;
        const shrunk = found.filter(({ kind }) => kind === "removed").length;
        expect(grown - shrunk).toBe(after.length - before.length);
        expect(found.length === 0).toBe(isDeepStrictEqual(before, after));
      }),
    );
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(reversed);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([key, inner]) => [key, reversed(inner)]),
      )
    : value;
}
