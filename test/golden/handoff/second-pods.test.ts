import { describe, expect, it } from "vitest";
import { parse, parseDocument } from "yaml";
import { renderSecondPod } from "../../../src/desired/handoff/render-second-pod.ts";
import type { SecondPodContext } from "../../../src/desired/handoff/second-pod.ts";
import { desiredStaticPods } from "../../../src/desired/manifests/desired-static-pods.ts";
import { PROFILES } from "../../../src/domain/profile.ts";
import type { StaticPodResource } from "../../../src/domain/resource.ts";
import { expectClosedList, type Pod } from "../../support/closed-list.ts";
import { MANIFEST_CASES, specsOf } from "../../support/manifest-cases.ts";
import { renderTemplate } from "../../support/render-template.ts";
import { FINGERPRINT, rendered } from "../../support/rendered-manifests.ts";
import { exampleSecondPodContext } from "../../support/second-pod-context.ts";

function renderedSecond(pod: StaticPodResource, changes: Partial<SecondPodContext> = {}): string {
  const fingerprints = new Map(pod.inputs.map((path) => [path, FINGERPRINT]));
  return renderSecondPod(pod, exampleSecondPodContext(changes), fingerprints, renderTemplate);
}

function podsOf(name: string, profile: (typeof PROFILES)[number]): readonly StaticPodResource[] {
  const { cluster, node } = specsOf(name, profile);
  return desiredStaticPods(cluster, node, false);
}

describe.each(PROFILES)("profile %s", (profile) => {
  const pods = podsOf("default", profile).map((pod) => [pod.component, pod] as const);

  it.each(pods)("renders a second %s", async (component, pod) => {
    const text = renderedSecond(pod);

    expect(parseDocument(text).errors).toEqual([]);
    await expect(text).toMatchFileSnapshot(`${profile}/${component}.yaml`);
  });
});

describe.each(Object.keys(MANIFEST_CASES))("%s", (name) => {
  const pods = podsOf(name, "secure").map((pod) => [pod.component, pod] as const);

  it.each(pods)("a second %s differs by the closed list only", (component, pod) => {
    expectClosedList(component, parse(rendered(pod)) as Pod, parse(renderedSecond(pod)) as Pod);
  });
});

it("renders a second etcd without requests on a full node, and with new certificates", async () => {
  const [etcd] = podsOf("default", "secure");
  const inputs = new Map([["/etc/kubernetes/pki/etcd", "/etc/kubernetes/pki/.etcd.tx0123456789ab"]]);
  const text = etcd && renderedSecond(etcd, { room: { cpuMilli: 0, memoryBytes: 0 }, inputs });

  expectClosedList("etcd", parse(etcd ? rendered(etcd) : "") as Pod, parse(text ?? "") as Pod, inputs);
  await expect(text).toMatchFileSnapshot("full-node/etcd.yaml");
});
