import { expect, test } from "vitest";
import { checkArchitecture } from "../../../../src/plan/preflight/check-architecture.ts";
import { exampleClusterSpec, exampleHostFacts, exampleNodeSpec } from "../../../support/example-specs.ts";
import { exampleFacts } from "../../../support/preflight-facts.ts";

const on = (architecture: string) =>
  checkArchitecture(
    exampleClusterSpec(),
    exampleNodeSpec({ facts: exampleHostFacts({ architecture }) }),
    exampleFacts(),
  );

test.each(["amd64", "arm64"])("passes on %s", (architecture) => {
  expect(on(architecture)).toEqual([]);
});

test("rejects any other", () => {
  const [finding] = on("s390x");
  expect(finding).toMatchObject({ check: "Architecture", level: "reject" });
  expect(finding?.what).toContain("s390x");
});

test("says so where it cannot tell", () => {
  expect(on("unknown")).toMatchObject([{ check: "Architecture", level: "unknown" }]);
});
