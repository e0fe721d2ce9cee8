import { expect, it } from "vitest";
import { componentOf, directoryEntries, findEntry } from "../../../../src/config/static-pod/directory-entries.ts";
import type { SeenFile } from "../../../../src/config/static-pod/directory-entries.ts";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import { podText } from "../../../support/static-pod-text.ts";

const file = (name: string, text: string): SeenFile => ({ kind: "file", path: absolute(`/m/${name}`), text });
const entries = directoryEntries(
  [
    { kind: "ignored", path: absolute("/m/.x"), because: "its name begins with a dot" },
    file("a.yaml", podText("web")),
    file("b.yaml", podText("other")),
    file("c.yaml", "kind: Pod"),
    file("z.yaml.bak", podText("web")),
  ],
  "node-1",
);

it("has the last of two files with one Pod win, whatever its extension", () => {
  expect(entries.map((entry) => (entry.kind === "pod" ? (entry.overruledBy ?? "runs") : entry.kind))).toEqual([
    "ignored",
    "/m/z.yaml.bak",
    "runs",
    "rejected",
    "runs",
  ]);
});

it.each([
  ["web", "/m/z.yaml.bak"],
  ["web-node-1", "/m/z.yaml.bak"],
  ["a.yaml", "/m/a.yaml"],
  ["/m/a.yaml", "/m/a.yaml"],
  ["c.yaml", "/m/c.yaml"],
  [".x", undefined],
  ["nothing", undefined],
])("finds %s", (name, path) => {
  expect(findEntry(entries, name)?.path).toBe(path);
});

it("knows what belongs to the control plane, by the file's name or by the Pod's", () => {
  const etcd = { name: "etcd", podName: "etcd-node-1", namespace: "kube-system", uid: undefined };
  expect(componentOf(absolute("/m/etcd.yaml"), undefined)).toBe("etcd");
  expect(componentOf(absolute("/m/x.yaml"), etcd)).toBe("etcd");
  expect(componentOf(absolute("/m/x.yaml"), { ...etcd, namespace: "default" })).toBeUndefined();
});
