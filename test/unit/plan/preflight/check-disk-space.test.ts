import { expect, test } from "vitest";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import type { Seen, SpaceFact } from "../../../../src/plan/preflight/preflight-facts.ts";
import { checkDiskSpace } from "../../../../src/plan/preflight/check-disk-space.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import { ABSENT, exampleFacts, present, UNREADABLE } from "../../../support/preflight-facts.ts";

const MEBIBYTE = 2 ** 20;

function found(etcd: Seen<SpaceFact>) {
  const others = exampleFacts().space.filter(({ path }) => path !== "/var/lib/etcd");
  const space = [...others, { path: absolute("/var/lib/etcd"), free: etcd }];
  return checkDiskSpace(exampleClusterSpec(), exampleNodeSpec(), exampleFacts({ space }));
}
const CHECK = "DiskSpace--var-lib-etcd";

test("passes with room, also where the file system does not count inodes", () => {
  expect(found(present({ bytes: 2048 * MEBIBYTE, inodes: undefined }))).toEqual([]);
});

test("warns where there is little, and rejects where etcd could not begin", () => {
  expect(found(present({ bytes: 256 * MEBIBYTE, inodes: 1000 }))).toMatchObject([{ check: CHECK, level: "warn" }]);
  expect(found(present({ bytes: 256 * MEBIBYTE - 1, inodes: 1000 }))).toMatchObject([
    { check: CHECK, level: "reject" },
  ]);
});

test("says inodes where those have run out", () => {
  const [finding] = found(present({ bytes: 4096 * MEBIBYTE, inodes: 0 }));
  expect(finding).toMatchObject({ check: CHECK, level: "reject" });
  expect(finding?.what).toContain("inodes");
});

test.each([ABSENT, UNREADABLE])("says so where it cannot tell (%o)", (free) => {
  expect(found(free)).toMatchObject([{ check: CHECK, level: "unknown" }]);
});
