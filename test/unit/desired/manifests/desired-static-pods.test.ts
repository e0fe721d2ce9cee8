import { expect, it } from "vitest";
import { desiredStaticPods } from "../../../../src/desired/manifests/desired-static-pods.ts";
import { manifestFiles } from "../../../../src/desired/manifests/manifest-files.ts";
import { renderStaticPod } from "../../../../src/desired/manifests/render-static-pod.ts";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import { exampleClusterSpec, exampleHostFacts, exampleNodeSpec } from "../../../support/example-specs.ts";
import { renderTemplate } from "../../../support/render-template.ts";

const FOUND = absolute("/srv/found");

it.each([
  ["where the kubelet was found to read them", {}, [], "/srv/found"],
  ["where the user's KubeletConfiguration says", { staticPodPath: "/srv/written" }, [], "/srv/written"],
  [
    "where the user's flag says, which the kubelet puts first",
    { staticPodPath: "/srv/written" },
    [{ name: "pod-manifest-path", value: "/srv/flag" }],
    "/srv/flag",
  ],
])("writes manifests %s", (_, kubeletConfiguration, kubeletExtraArgs, expected) => {
  const cluster = exampleClusterSpec({ kubeletConfiguration });
  const node = exampleNodeSpec({ kubeletExtraArgs, facts: exampleHostFacts({ staticPodPath: FOUND }) });
  const [etcd] = desiredStaticPods(cluster, node, false);

  expect(etcd?.path).toBe(`${expected}/etcd.yaml`);
  expect(manifestFiles(cluster, node)[0]).toMatchObject({ kind: "directory", path: expected, mode: 0o700 });
});

it("does not render a manifest whose fingerprints are not all known", () => {
  const [etcd] = desiredStaticPods(exampleClusterSpec(), exampleNodeSpec(), false);

  expect(() => etcd && renderStaticPod(etcd, new Map(), renderTemplate)).toThrow("/etc/kubernetes/pki/etcd/ca.crt");
});

it("lets the user's argument win over one that the profile adds", () => {
  const scheduler = { extraArgs: [{ name: "profiling", value: "true" }], extraVolumes: [], extraEnvs: [] };
  const pods = desiredStaticPods(exampleClusterSpec({ scheduler }), exampleNodeSpec(), false);
  const command = pods.find(({ component }) => component === "kube-scheduler")?.view.command ?? [];

  expect(command.filter((argument) => argument.startsWith("--profiling"))).toEqual(["--profiling=true"]);
});

it("leaves authorization-mode out beside a file that lists the authorizers", () => {
  const extraArgs = [{ name: "authorization-config", value: "/etc/kubernetes/authorization.yaml" }];
  const cluster = exampleClusterSpec({ apiServer: { ...exampleClusterSpec().apiServer, extraArgs } });
  const command = desiredStaticPods(cluster, exampleNodeSpec(), false)[1]?.view.command ?? [];

  expect(command.some((argument) => argument.startsWith("--authorization-mode"))).toBe(false);
});

it("gives a start as many attempts as the configured time has periods", () => {
  const timeouts = { ...exampleNodeSpec().timeouts, controlPlaneComponentHealthCheckMs: 61_000 };
  const pods = desiredStaticPods(exampleClusterSpec(), exampleNodeSpec({ timeouts }), false);

  expect(pods.map(({ view }) => view.startup.failureThreshold)).toEqual([7, 7, 7, 7]);
});
