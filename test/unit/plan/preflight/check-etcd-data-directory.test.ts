import { expect, test } from "vitest";
import type { PathFact, Seen } from "../../../../src/plan/preflight/preflight-facts.ts";
import { checkEtcdDataDirectory } from "../../../../src/plan/preflight/check-etcd-data-directory.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import {
  ABSENT,
  exampleFacts,
  exampleRequest,
  pathFact,
  present,
  UNREADABLE,
} from "../../../support/preflight-facts.ts";

const CHECK = "DirAvailable--var-lib-etcd";

function found(names: Seen<readonly string[]>, changes: { isResuming?: boolean; status?: Seen<PathFact> } = {}) {
  const { isResuming = false, status = present(pathFact({ mode: 0o700 })) } = changes;
  const request = exampleRequest({ isResuming });
  return checkEtcdDataDirectory(
    exampleClusterSpec(),
    exampleNodeSpec(),
    exampleFacts({ request, etcdDataDirectory: { status, names } }),
  );
}

test.each([[[]], [["lost+found"]]])("passes an empty directory %o", (names) => {
  expect(found(present(names))).toEqual([]);
});

test("passes where there is none", () => {
  expect(found(ABSENT, { status: ABSENT })).toEqual([]);
});

test("rejects data that is not ours, and never says to delete it first", () => {
  const [finding] = found(present(["member"]));
  expect(finding).toMatchObject({ check: CHECK, level: "reject" });
  expect(finding?.what).toContain("member");
  expect(finding?.fix[0]).toMatch(/^mv /u);
});

test("passes the data of an init that is being resumed", () => {
  expect(found(present(["member"]), { isResuming: true })).toEqual([]);
});

test("rejects what cannot be read: unreadable is not empty", () => {
  expect(found(UNREADABLE, { isResuming: true })).toMatchObject([{ check: CHECK, level: "reject" }]);
  expect(found(ABSENT, { status: UNREADABLE })).toMatchObject([{ check: CHECK, level: "reject" }]);
});

test.each(["file", "symlink"] as const)("rejects a %s in its place", (type) => {
  expect(found(ABSENT, { status: present(pathFact({ type })) })).toMatchObject([{ check: CHECK, level: "reject" }]);
});

test("has nothing to say about external etcd", () => {
  const etcd = { kind: "external", endpoints: [], httpEndpoints: [], caFile: "", certFile: "", keyFile: "" } as const;
  const facts = exampleFacts({ etcdDataDirectory: { status: UNREADABLE, names: UNREADABLE } });
  expect(checkEtcdDataDirectory(exampleClusterSpec({ etcd }), exampleNodeSpec(), facts)).toEqual([]);
});
