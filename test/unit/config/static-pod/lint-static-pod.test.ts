import { describe, expect, it } from "vitest";
import { lintStaticPod } from "../../../../src/config/static-pod/lint-static-pod.ts";
import { recorded } from "../../../support/recorded.ts";

interface Verdicts {
  readonly cases: readonly { readonly name: string; readonly text: string; readonly error: string }[];
}
const { cases } = JSON.parse(recorded("kubelet/static-pod-verdicts.json")) as Verdicts;

const POD =
  "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n  - { name: web, image: nginx }\n";
const withSpec = (lines: string): string => `${POD}  ${lines}\n`;
const rejectedOf = (text: string): readonly string[] =>
  lintStaticPod("web.yaml", text, "node-one").rejected.map(({ path, message }) => `${path}: ${message}`);

describe("the kubelet's own verdicts", () => {
  it.each(cases)("$name", ({ text, error }) => {
    expect({ text, isRejected: rejectedOf(text).length > 0 }).toEqual({ text, isRejected: error !== "" });
  });

  it("are both in the record", () => {
    expect(cases.filter(({ error }) => error === "").length).toBeGreaterThan(50);
    expect(cases.filter(({ error }) => error !== "").length).toBeGreaterThan(100);
  });
});

it("tells what the kubelet will call the Pod", () => {
  expect(lintStaticPod("web.yaml", POD, "Node-One").identity).toEqual({
    name: "web",
    podName: "web-node-one",
    namespace: "default",
    uid: undefined,
  });
});

it("does not know the Node's name where none is given", () => {
  expect(lintStaticPod("web.yaml", POD).identity?.podName).toBe("web-NODE");
});

it("tells every problem at once, each with its line and column", () => {
  const text = withSpec("serviceAccountName: a\n  restartPolicy: always\n  priority: high");
  const { rejected } = lintStaticPod("web.yaml", text, "node-one");
  expect(rejected.map(({ origin, path }) => [path, origin.kind === "file" && [origin.line, origin.column]])).toEqual([
    ["spec.serviceAccountName", [7, 23]],
    ["spec.restartPolicy", [8, 18]],
    ["spec.priority", [9, 13]],
  ]);
});

it("names each reference to an object of the API", () => {
  const text = withSpec("volumes: [{ name: a, secret: { secretName: b } }, { name: c, configMap: { name: d } }]");
  expect(rejectedOf(text)).toEqual([
    expect.stringMatching(/^spec\.volumes\[0\]\.secret: .* a Secret$/u),
    expect.stringMatching(/^spec\.volumes\[1\]\.configMap: .* a ConfigMap$/u),
  ]);
});

it("says what the kubelet passes over, and rejects nothing for it", () => {
  const { rejected, remarks } = lintStaticPod("web.yaml", `${withSpec("hostnetwork: true")}---\n${POD}`, "node-one");
  expect(rejected).toEqual([]);
  expect(remarks.map(({ path, suggestion }) => [path, suggestion])).toEqual([
    ["spec.hostnetwork", "did you mean hostNetwork?"],
    ["", "write each Pod into a file of its own"],
  ]);
});

it("says which priority keeps the API from showing the Pod", () => {
  const remarksOf = (text: string) => lintStaticPod("web.yaml", text, "node-one").remarks.map(({ path }) => path);
  expect(remarksOf(withSpec("priorityClassName: system-node-critical"))).toEqual(["spec.priorityClassName"]);
  expect(remarksOf(withSpec("priority: 1"))).toEqual(["spec.priority"]);
  expect(remarksOf(withSpec("priorityClassName: system-node-critical\n  priority: 2000001000"))).toEqual([]);
});

it("shows no value of a variable, which may be a secret", () => {
  const text = POD.replace("image: nginx", "image: nginx, env: [{ name: PIN, value: 471134 }]");
  expect(JSON.stringify(lintStaticPod("web.yaml", text, "node-one"))).not.toContain("471134");
  const beside = POD.replace(
    "nginx",
    "nginx, env: [{ name: DB_PASSWORD, value: hunter2, valueFrom: { fieldRef: {} } }]",
  );
  expect(rejectedOf(beside)).not.toEqual([]);
  expect(JSON.stringify(lintStaticPod("web.yaml", beside, "node-one"))).not.toContain("hunter2");
  const command = POD.replace("nginx", 'nginx, command: "sh --password=hunter2"');
  expect(lintStaticPod("web.yaml", command, "node-one").rejected.map(({ message }) => message)).toEqual([
    "must be a list, found a text",
  ]);
});

it("reads a file of any content without throwing", () => {
  expect(rejectedOf("[".repeat(100_000))).not.toEqual([]);
  expect(rejectedOf(`a: &a [${"*a, ".repeat(1_000)}]`)).not.toEqual([]);
  expect(rejectedOf("\0")).toEqual([": the file holds a NUL character"]);
});
