import { describe, expect, it } from "vitest";
import { desiredStaticPods } from "../../../../src/desired/manifests/desired-static-pods.ts";
import { readStaticPod } from "../../../../src/desired/manifests/read-static-pod.ts";
import { renderStaticPod } from "../../../../src/desired/manifests/render-static-pod.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import { MANIFEST_CASES } from "../../../support/manifest-cases.ts";
import { renderTemplate } from "../../../support/render-template.ts";

const PROFILES = ["secure", "kubeadm"] as const;

describe.each(Object.entries(MANIFEST_CASES))("the manifests of %s", (_, { cluster, node }) => {
  it.each(PROFILES)("are read as they were rendered, under profile %s", (profile) => {
    const pods = desiredStaticPods(exampleClusterSpec({ ...cluster, profile }), exampleNodeSpec(node), false);
    expect(pods.length).toBeGreaterThanOrEqual(3);
    for (const pod of pods) {
      const text = renderStaticPod(pod, new Map(pod.inputs.map((path) => [path, "sha256:1"])), renderTemplate);
      const { annotations, ...view } = readStaticPod(pod.component, text, renderTemplate) ?? {};
      const { annotations: own, ...wanted } = pod.view;
      expect(view).toEqual(wanted);
      expect(annotations).toHaveLength(own.length + pod.inputs.length);
    }
  });
});

describe("a manifest of another shape", () => {
  const [pod] = desiredStaticPods(exampleClusterSpec({}), exampleNodeSpec({}), false);
  const text =
    pod === undefined ? "" : renderStaticPod(pod, new Map(pod.inputs.map((path) => [path, "1"])), renderTemplate);

  it.each([
    [
      "with a field that the templates do not have",
      text.replace("hostNetwork: true", "hostNetwork: true\n  hostPID: true"),
    ],
    ["that is no Pod", "kind: List\n"],
    ["that is no YAML", "a: [\n"],
    ["that is empty", ""],
  ])("%s is not taken for one of ours", (_, other) => {
    expect(readStaticPod("etcd", other, renderTemplate)).toBeUndefined();
  });
});
