import { expect, test } from "vitest";
import { flagValue } from "../../../../src/observed/host/flag-value.ts";

test.each([
  [["--config=/a"], "/a"],
  [["--config", "/a"], "/a"],
  [["--config=/a", "--config=/b"], "/b"],
  [["--config-dir=/a"], undefined],
  [["config=/a", "-config"], undefined],
  [["--config="], ""],
])("finds --config in %j", (args, value) => {
  expect(flagValue(args, "config")).toBe(value);
});

test("takes underscores for dashes", () => {
  expect(flagValue(["--pod_manifest_path=/a=b"], "pod-manifest-path")).toBe("/a=b");
});
