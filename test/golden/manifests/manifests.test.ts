import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { desiredStaticPods } from "../../../src/desired/manifests/desired-static-pods.ts";
import { COMPONENTS } from "../../../src/domain/component.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../support/example-specs.ts";
import { MANIFEST_CASES, specsOf } from "../../support/manifest-cases.ts";
import { rendered, renderedManifests } from "../../support/rendered-manifests.ts";

describe.each(Object.keys(MANIFEST_CASES))("profile secure, %s", (name) => {
  const { cluster, node } = specsOf(name, "secure");
  const manifests = [...renderedManifests(cluster, node)];

  it.each(manifests)("renders %s", async (component, text) => {
    expect(parseDocument(text).errors).toEqual([]);
    await expect(text).toMatchFileSnapshot(`${name}/${component}.yaml`);
  });
});

it("renders a controller manager that cannot sign where the CA's key is elsewhere", async () => {
  const text = renderedManifests(exampleClusterSpec(), exampleNodeSpec(), true).get("kube-controller-manager");

  await expect(text).toMatchFileSnapshot("external-ca/kube-controller-manager.yaml");
});

it("renders an etcd that joins a cluster", async () => {
  const members = [
    { name: "cp0", peerUrl: "https://192.0.2.9:2380" },
    { name: "cp1", peerUrl: "https://192.0.2.10:2380" },
  ];
  const [etcd] = desiredStaticPods(exampleClusterSpec(), exampleNodeSpec(), false, members);

  await expect(etcd && rendered(etcd)).toMatchFileSnapshot("joining/etcd.yaml");
});

it("renders proxy variables into all components but etcd", async () => {
  const node = exampleNodeSpec({ proxyEnv: [{ name: "HTTPS_PROXY", value: "http://192.0.2.3:8080" }] });
  const manifests = renderedManifests(exampleClusterSpec(), node);

  expect(COMPONENTS.filter((component) => manifests.get(component)?.includes("HTTPS_PROXY"))).toEqual([
    "kube-apiserver",
    "kube-controller-manager",
    "kube-scheduler",
  ]);
  await expect(manifests.get("kube-scheduler")).toMatchFileSnapshot("proxy/kube-scheduler.yaml");
});
