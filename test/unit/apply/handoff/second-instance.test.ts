import { expect, test } from "vitest";
import { placeSecond, removeSecond } from "../../../../src/apply/handoff/second-instance.ts";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import { InMemoryFileSystem } from "../../../support/in-memory-file-system.ts";

const PARTS = {
  manifest: { path: absolute("/etc/kubernetes/manifests/etcd.yaml"), mode: 0o600, owner: "root:root" },
  marker: absolute("/run/steadyplane/handoff/tx0123456789ab"),
  second: {
    staged: absolute("/etc/kubernetes/manifests/.etcd-handoff.yaml.tx0123456789ab"),
    path: absolute("/etc/kubernetes/manifests/etcd-handoff.yaml"),
  },
  transactionId: "tx0123456789ab",
};
const host = () => new InMemoryFileSystem().putDirectory("/run").put(PARTS.second.staged, "kind: Pod\n");

test("the manifest is placed once its marker is there", async () => {
  const files = host();
  expect(await placeSecond(PARTS, files)).toBe(true);
  expect([files.text(PARTS.marker), files.text(PARTS.second.path)]).toEqual(["", "kind: Pod\n"]);
  expect(await placeSecond(PARTS, files)).toBe(false);
  await removeSecond(PARTS, files);
  expect(files.text(PARTS.second.path)).toBeUndefined();
});

test("a directory that a runtime made in the marker's place gives way to it", async () => {
  const files = host().putDirectory(PARTS.marker);
  await placeSecond(PARTS, files);
  expect(files.text(PARTS.marker)).toBe("");
});
