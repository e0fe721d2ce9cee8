import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Arg } from "../../../src/domain/cluster-spec.ts";
import { checkFields } from "../../../src/plan/fields/check-fields.ts";
import { checkFlags } from "../../../src/plan/fields/check-flags.ts";
import { configuredCommandLines } from "../../../src/plan/fields/command-lines.ts";
import { FLAG_TABLE } from "../../../src/plan/fields/flag-table.ts";
import { exampleSpecs } from "../../support/example-specs.ts";

const refused = (before: readonly Arg[], after: readonly Arg[]): readonly string[] => {
  const lines = [before, after].map((extraArgs) => configuredCommandLines(specsWith(extraArgs), false));
  return checkFlags(lines[0] ?? new Map(), lines[1] ?? new Map()).map(({ check }) => check);
};
const specsWith = (extraArgs: readonly Arg[]) =>
  exampleSpecs({ cluster: { apiServer: { extraArgs, extraVolumes: [], extraEnvs: [], certSANs: [] } } });

const listed = FLAG_TABLE.filter(({ program }) => program === "kube-apiserver").map(({ flag }) => flag);
const args = fc.array(
  fc.record({ name: fc.constantFrom(...listed, "v", "profiling"), value: fc.constantFrom("a", "b", "a,b", "") }),
  { maxLength: 5 },
);
const issuers = fc.uniqueArray(fc.constantFrom("https://a", "https://b", "https://c", "https://d"), { minLength: 1 });
const flags = (values: readonly string[]): readonly Arg[] =>
  values.map((value) => ({ name: "service-account-issuer", value }));

test("what does not change is never refused", () => {
  fc.assert(
    fc.property(args, (same) => {
      expect(refused(same, same)).toEqual([]);
      expect(checkFields(specsWith(same), specsWith(same))).toEqual([]);
    }),
  );
});

test("flags that are not in the table change nothing about what is refused", () => {
  fc.assert(
    fc.property(args, args, (before, after) => {
      const others = [{ name: "max-requests-inflight", value: "7" }];
      expect(refused(before, [...others, ...after])).toEqual(refused(before, after));
    }),
  );
});

test("from any issuers to any others there is a way of changes that are all allowed", () => {
  fc.assert(
    fc.property(issuers, issuers, (from, to) => {
      const accepted = [...from, ...to.filter((issuer) => !from.includes(issuer))];
      const used = [...to, ...from.filter((issuer) => !to.includes(issuer))];
      const way = [from, accepted, used, to];
      for (const [index, step] of way.entries()) {
        expect(refused(flags(way[index - 1] ?? from), flags(step))).toEqual([]);
      }
    }),
  );
});
