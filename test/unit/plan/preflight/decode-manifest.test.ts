import { expect, test } from "vitest";
import { decodeManifest } from "../../../../src/plan/preflight/decode-manifest.ts";

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: mine
spec:
  containers:
    - name: one
      image: busybox
`;

test("a whole Pod, with what is not written filled in", () => {
  const decoded = decodeManifest(POD);
  expect(decoded).toMatchObject({
    kind: "pod",
    pod: {
      metadata: { name: "mine", namespace: "default" },
      spec: { containers: [{ image: "busybox", command: [], args: [] }] },
    },
    remarks: [],
  });
});

test.each<[what: string, text: string, position: object | undefined, reason: RegExp]>([
  ["nothing", " \n", undefined, /is empty/u],
  ["half of one", POD.slice(0, POD.indexOf("spec:")), { line: 1, column: 1 }, /no whole Pod: .* at spec/u],
  ["a line that is cut", `${POD}      command: [sh`, { line: 9, column: 19 }, /is not YAML/u],
  ["a tab", POD.replace("    - name", "\t- name"), { line: 7, column: 1 }, /is not YAML/u],
  ["another kind", POD.replace("kind: Pod", "kind: Deployment"), { line: 2, column: 7 }, /at kind/u],
  [
    "a command that is no list",
    `${POD}      command: sh\n`,
    { line: 9, column: 16 },
    /at spec\.containers\.0\.command/u,
  ],
])("%s is undecodable, with its place", (_what, text, position, reason) => {
  expect(decodeManifest(text)).toEqual({
    kind: "undecodable",
    remark: { reason: expect.stringMatching(reason), position },
  });
});

test("a second document and a key that stands twice are read as the kubelet does, and told", () => {
  expect(decodeManifest(`${POD}---\nkind: Pod\n`)).toMatchObject({
    kind: "pod",
    pod: { metadata: { name: "mine" } },
    remarks: [{ reason: expect.stringContaining("several documents") }],
  });
  expect(decodeManifest(POD.replace("kind: Pod", "kind: Pod\nkind: Pod"))).toMatchObject({
    kind: "pod",
    remarks: [{ reason: expect.stringContaining("a key twice"), position: { line: 3, column: 1 } }],
  });
});
