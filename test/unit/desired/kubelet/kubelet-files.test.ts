import { expect, it } from "vitest";
import { kubeletFlagsText } from "../../../../src/desired/kubelet/kubelet-flags.ts";
import { kubeletFiles, kubeletService } from "../../../../src/desired/kubelet/kubelet-files.ts";
import { parseEnvironmentFile } from "../../../../src/domain/environment-file.ts";
import type { Arg } from "../../../../src/domain/cluster-spec.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";

it.each<[string, string, readonly Arg[], string]>([
  ["nothing where the Node is named as the host", "cp1", [], ""],
  ["the name where it is another one", "box", [], "--hostname-override=cp1"],
  [
    "the user's flags after it",
    "box",
    [
      { name: "v", value: "2" },
      { name: "node-labels", value: "a=b" },
    ],
    "--hostname-override=cp1 --v=2 --node-labels=a=b",
  ],
  ["the user's own name instead", "box", [{ name: "hostname-override", value: "cp2" }], "--hostname-override=cp2"],
])("passes the kubelet %s", (_, hostname, kubeletExtraArgs, expected) => {
  const text = kubeletFlagsText(exampleNodeSpec({ hostname, kubeletExtraArgs }));

  expect(text).toBe(`KUBELET_KUBEADM_ARGS="${expected}"\n`);
});

it("quotes flags so that the service reads back what was written", () => {
  const kubeletExtraArgs = [{ name: "node-labels", value: String.raw`a="b\c"` }];
  const text = kubeletFlagsText(exampleNodeSpec({ kubeletExtraArgs }));

  expect(parseEnvironmentFile(text)["KUBELET_KUBEADM_ARGS"]).toBe(String.raw`--node-labels=a="b\c"`);
});

it("has the modes of kubeadm under profile kubeadm", () => {
  const files = kubeletFiles(exampleClusterSpec({ profile: "kubeadm" }), exampleNodeSpec());

  expect(files.map(({ mode }) => mode)).toEqual([0o700, 0o644, 0o644, 0o644]);
});

it("restarts the kubelet for files that are desired", () => {
  const paths = kubeletFiles(exampleClusterSpec(), exampleNodeSpec()).map(({ path }) => path);

  expect(paths).toEqual(expect.arrayContaining([...kubeletService().needsRestartWhenChanged]));
});
