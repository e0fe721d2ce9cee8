import { expect, test } from "vitest";
import { checkPrograms } from "../../../../src/plan/preflight/check-programs.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import { exampleFacts } from "../../../support/preflight-facts.ts";

const found = (missing: string) =>
  checkPrograms(
    exampleClusterSpec(),
    exampleNodeSpec(),
    exampleFacts({ programs: ["mount", "cp", "losetup"].map((name) => ({ name, isFound: name !== missing })) }),
  );

test("passes where every program is installed", () => {
  expect(found("")).toEqual([]);
});

test("rejects a host without mount, and says which package has it", () => {
  const [finding] = found("mount");
  expect(finding).toMatchObject({ check: "FileExisting-mount", level: "reject" });
  expect(finding?.fix[0]).toBe("apt-get install mount");
});

test("warns where only block volumes would not work", () => {
  expect(found("losetup")).toMatchObject([{ check: "FileExisting-losetup", level: "warn" }]);
});
