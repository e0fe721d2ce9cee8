import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readConfiguration } from "../../../src/config/read-configuration.ts";
import type { ConfigProblem } from "../../../src/domain/config-problem.ts";
import { configProblemsError } from "../../../src/errors/config.ts";
import { CLUSTER, INIT, KUBELET, OURS } from "./configured.ts";

function problemsIn(text: string): readonly ConfigProblem[] {
  const read = readConfiguration({ file: "cluster.yaml", text });
  return read.kind === "invalid" ? read.problems : [];
}

function placesIn(text: string): readonly string[] {
  return problemsIn(text).map(({ origin, path, message }) => {
    const place = origin.kind === "file" ? `${origin.line}:${origin.column}` : origin.kind;
    return `${place} ${path}: ${message}`;
  });
}

describe("readConfiguration", () => {
  it("takes no configuration at all for a valid one", () => {
    expect(readConfiguration(undefined)).toMatchObject({ kind: "valid", text: "", warnings: [] });
  });

  it("says of a file without documents that the defaults are used", () => {
    expect(readConfiguration({ file: "cluster.yaml", text: "# later\n---\n" })).toMatchObject({
      kind: "valid",
      warnings: ["cluster.yaml holds no configuration document: the defaults are used."],
    });
  });

  it("gives back what was written, and the text with its comments", () => {
    const text = `${CLUSTER}clusterName: a # mine\n---\n${KUBELET}maxPods: 50\n`;
    expect(readConfiguration({ file: "cluster.yaml", text })).toMatchObject({
      kind: "valid",
      text,
      written: { cluster: { clusterName: "a" }, kubelet: { maxPods: 50 }, init: {} },
    });
  });

  it("takes a field with nothing in it for one that is not there", () => {
    const read = readConfiguration({ file: "f", text: `${CLUSTER}networking:\nscheduler: ~\n` });
    expect(read).toMatchObject({ kind: "valid", written: { cluster: {} } });
    expect(read.kind === "valid" && read.written.cluster).toEqual({});
  });

  it("reads JSON", () => {
    const text = JSON.stringify({
      apiVersion: "kubeadm.k8s.io/v1beta4",
      kind: "ClusterConfiguration",
      clusterName: "a",
    });
    expect(readConfiguration({ file: "f", text })).toMatchObject({ written: { cluster: { clusterName: "a" } } });
  });

  it("warns about documents of other commands", () => {
    const text = ["JoinConfiguration", "ResetConfiguration", "UpgradeConfiguration"]
      .map((kind) => `apiVersion: kubeadm.k8s.io/v1beta4\nkind: ${kind}\n`)
      .join("---\n");
    const read = readConfiguration({ file: "f", text });
    expect(read.kind === "valid" && read.warnings).toHaveLength(3);
  });

  it("lists everything that is wrong at once, in order", async () => {
    const text = readFileSync(new URL("problems/many.yaml", import.meta.url), "utf8");
    const { evidence } = configProblemsError(problemsIn(text));
    await expect(`${evidence.join("\n")}\n`).toMatchFileSnapshot("problems/many.txt");
  });

  it.each([
    ["a misspelt field", `${CLUSTER}clusterNam: a\n`, ["3:1 clusterNam: there is no such field"]],
    ["a name that every object has", `${CLUSTER}constructor: a\n`, ["3:1 constructor: there is no such field"]],
    ["a name that objects inherit", `${CLUSTER}__proto__: {a: 1}\n`, ["3:1 : the name of a field must be plain text"]],
    ["a field that is no text", `${CLUSTER}1: a\n`, ["3:1 : the name of a field must be plain text"]],
    ["a wrong type", `${INIT}dryRun: "yes"\n`, ['3:9 dryRun: must be true or false, found the text "yes"']],
    ["YAML 1.1 truth", `${INIT}dryRun: yes\n`, ['3:9 dryRun: must be true or false, found the text "yes"']],
    [
      "a fraction",
      `${INIT}localAPIEndpoint: {bindPort: 1.5}\n`,
      ["3:30 localAPIEndpoint.bindPort: must be a whole number, found the number 1.5"],
    ],
    ["not a number", `${KUBELET}maxPods: .nan\n`, ["3:10 maxPods: not a finite number"]],
    ["nothing in a list", `${INIT}skipPhases: [~]\n`, ["3:14 skipPhases[0]: must be text, found nothing"]],
    [
      "a wrong choice",
      `${OURS}profile: secured\n`,
      ['3:10 profile: must be one of secure, kubeadm, found the text "secured"'],
    ],
    ["a text instead of a document", "hello\n", ["1:1 : the document is not a map of fields"]],
    ["no kind", "apiVersion: kubeadm.k8s.io/v1beta4\n", ["1:1 : the document has no kind"]],
    ["no apiVersion", "kind: InitConfiguration\n", ["1:1 : the document has no apiVersion"]],
    [
      "a kind of another group",
      "apiVersion: v1\nkind: InitConfiguration\n",
      ['1:13 apiVersion: "v1" is not the apiVersion of InitConfiguration'],
    ],
    ["an unknown kind", "apiVersion: v1\nkind: Pod\n", ['2:7 kind: "Pod" is not a kind of configuration']],
    [
      "v1",
      "apiVersion: kubeadm.k8s.io/v1\nkind: InitConfiguration\n",
      ["1:13 apiVersion: kubeadm.k8s.io/v1 is not read: upstream calls it experimental and may still change it"],
    ],
    [
      "v1beta3",
      "apiVersion: kubeadm.k8s.io/v1beta3\nkind: InitConfiguration\n",
      ["1:13 apiVersion: kubeadm.k8s.io/v1beta3 is not read: it is older than kubeadm.k8s.io/v1beta4"],
    ],
    ["a document twice", `${INIT}---\n${INIT}`, ["5:1 kind: there is another InitConfiguration on line 2"]],
    ["a merge key", `${CLUSTER}<<: {clusterName: a}\n`, ["3:1 : merge keys are not read"]],
    ["a tag", `${CLUSTER}clusterName: !!str 1\n`, ["3:14 : tags are not read"]],
    [
      "an alias",
      `${CLUSTER}clusterName: &a x\nkubernetesVersion: *a\n`,
      ["3:14 : anchors are not read", "4:20 : aliases are not read"],
    ],
    ["a directive", `%YAML 1.1\n---\n${CLUSTER}`, ["1:1 : YAML directives are not read"]],
    ["a NUL", `${CLUSTER}clusterName: "a\0"\n`, ["3:16 : the file holds a NUL character"]],
    [
      "an escaped NUL",
      `${CLUSTER}clusterName: "a\\0"\n`,
      ["3:14 clusterName: the text holds a NUL or half of a surrogate pair"],
    ],
    [
      "half of a surrogate pair",
      `${CLUSTER}clusterName: "\\ud800"\n`,
      ["3:14 clusterName: the text holds a NUL or half of a surrogate pair"],
    ],
    ["a control character", `${CLUSTER}clusterName: a\u001fb\n`, ["3:15 : the file holds a control character"]],
    ["a byte order mark", `\uFEFF${CLUSTER}`, ["1:1 : the file starts with a byte order mark"]],
    [
      "UTF-16",
      new TextDecoder().decode(Uint8Array.of(0xff, 0xfe, 0x6b, 0x00)),
      ["1:4 : the file holds a NUL character"],
    ],
    ["Latin 1", "# \uFFFD\n", ["1:3 : the file is not valid UTF-8 here"]],
    ["a tab", `${CLUSTER}scheduler:\n\textraArgs: []\n`, ["4:1 : not valid YAML: tabs are not allowed as indentation"]],
  ])("points at %s", (_name, text, expected) => {
    expect(placesIn(text)).toEqual(expected);
  });

  it.each([
    ["did you mean clusterName?", `${CLUSTER}clusterNam: a\n`],
    ["did you mean KubeletConfiguration?", "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubletConfiguration\n"],
    ["write true without quotes", `${INIT}dryRun: on\n`],
    ['put it in quotes: "1.37"', `${CLUSTER}kubernetesVersion: 1.37\n`],
    [
      "write timeouts.controlPlaneComponentHealthCheck in an InitConfiguration",
      `${CLUSTER}apiServer: {timeoutForControlPlane: 4m}\n`,
    ],
    ["the fields here are serviceSubnet, podSubnet, dnsDomain", `${CLUSTER}networking: {zzz: 1}\n`],
    [
      "write a list; arguments are items with name and value since v1beta4",
      `${CLUSTER}scheduler: {extraArgs: {v: "4"}}\n`,
    ],
  ])("suggests: %s", (suggestion, text) => {
    expect(problemsIn(text).map((problem) => problem.suggestion)).toEqual([suggestion]);
  });

  it("reports what the rules find beside what the schema finds, and nothing that follows from it", () => {
    const text = `${CLUSTER}etcd: {external: {endpoints: 5}}\nnetworking: {dnsDomain: A}\n`;
    expect(placesIn(text)).toEqual([
      "3:30 etcd.external.endpoints: must be a list, found the number 5",
      '4:25 networking.dnsDomain: "A" is not a DNS domain',
    ]);
  });

  it("stops listing after a hundred problems, and says how many there are", () => {
    const fields = Array.from({ length: 150 }, (_, index) => `${INIT}x${index}: 1\n---\n`).join("");
    const problems = problemsIn(fields);
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)?.message).toBe("and 50 more problems");
  });
});
