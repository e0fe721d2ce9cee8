import { expect, test } from "vitest";
import { findMissingPackages } from "../../../../src/provision/packages/find-missing-packages.ts";
import { PACKAGE_REQUIREMENTS } from "../../../../src/provision/packages/requirements.ts";
import { InMemoryFileSystem } from "../../../support/in-memory-file-system.ts";

test("a bare host lacks everything", async () => {
  const missing = await findMissingPackages(PACKAGE_REQUIREMENTS, new InMemoryFileSystem());
  expect(missing).toEqual(PACKAGE_REQUIREMENTS.map((requirement) => requirement.package));
});

test("what came from elsewhere counts", async () => {
  const files = new InMemoryFileSystem().put("/usr/local/bin/containerd", "").put("/opt/cni/bin/bridge", "");
  const missing = await findMissingPackages(PACKAGE_REQUIREMENTS, files);
  expect(missing).not.toContain("containerd");
  expect(missing).not.toContain("containernetworking-plugins");
  expect(missing).toContain("runc");
});
