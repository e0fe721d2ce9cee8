import { expect, test } from "vitest";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import type { Step } from "../../../../src/domain/step.ts";
import type { CommittedFile } from "../../../../src/plan/drift/committed-files.ts";
import { findDrift } from "../../../../src/plan/drift/find-drift.ts";
import { overwrittenFiles } from "../../../../src/plan/drift/overwritten-files.ts";

const path = absolute("/etc/kubernetes/manifests/kube-scheduler.yaml");
const manifest = (v: number, image = "a"): string =>
  `spec:\n  containers:\n  - command: [kube-scheduler, --v=${v}]\n    image: ${image}\n`;
const file = (now: CommittedFile["now"], committedText: string | undefined = manifest(2)): CommittedFile => ({
  path,
  committedText,
  now,
});
const committed = (seen: CommittedFile) => ({ kind: "present", revision: 3, files: [seen] }) as const;
const options = { overwritten: new Set([path]), mayOverwrite: false };

test("says what was edited, and both ways on", () => {
  const [finding, ...others] = findDrift(committed(file({ kind: "changed", text: manifest(5, "b") })), options);
  expect(finding).toMatchObject({ check: "Drift-kube-scheduler.yaml", level: "reject" });
  expect(finding?.what).toBe(`${path} was edited since revision 3: --v: 2 → 5, spec.containers[0].image: a → b.`);
  expect(finding?.fix.join("\n")).toMatch(/configuration[\s\S]*--overwrite-drift/u);
  expect(others).toEqual([]);
});

test("warns where overwriting was asked for", () => {
  const edited = committed(file({ kind: "changed", text: manifest(5) }));
  expect(findDrift(edited, { ...options, mayOverwrite: true })).toMatchObject([{ level: "warn" }]);
});

test("tells a comment, a lost manifest, and a file of which only the digest is kept", () => {
  const what = (seen: CommittedFile) => findDrift(committed(seen), options).map((finding) => finding.what);
  expect(what(file({ kind: "changed", text: `${manifest(2)}# why\n` }))).toEqual([
    `${path} was edited since revision 3: line 5 added (# why).`,
  ]);
  expect(what(file({ kind: "absent" }))).toEqual([`${path} was removed since revision 3.`]);
  const digestOnly: CommittedFile = { path, committedText: undefined, now: { kind: "changed", text: "x" } };
  expect(what(digestOnly)).toEqual([`${path} was edited since revision 3.`]);
});

test("says nothing of what is as committed, or as the configuration has it by now", () => {
  expect(findDrift(committed(file({ kind: "same" })), options)).toEqual([]);
  const edited = committed(file({ kind: "changed", text: manifest(5) }));
  expect(findDrift(edited, { ...options, overwritten: new Set() })).toEqual([]);
  expect(findDrift({ kind: "absent" }, { ...options, overwritten: new Set() })).toEqual([]);
});

test("a revision that cannot be read is not one that is absent", () => {
  expect(findDrift({ kind: "absent" }, options)).toMatchObject([{ level: "warn" }]);
  expect(findDrift({ kind: "unreadable", reason: "EIO" }, options)).toMatchObject([{ level: "reject" }]);
});

test("another mode alone overwrites nothing", () => {
  const resource = { kind: "file", path, mode: 0o600, owner: "root:root", text: "" } as const;
  const step = (because: readonly string[]): Step => ({ phase: "p", resource, change: { kind: "replace", because } });
  expect(overwrittenFiles([step(["mode 0644 becomes 0600"])]).size).toBe(0);
  expect(overwrittenFiles([step(["mode 0644 becomes 0600", "content differs"])]).size).toBe(1);
});
