import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { kubeletFiles } from "../../../../src/desired/kubelet/kubelet-files.ts";
import { desiredStaticPods } from "../../../../src/desired/manifests/desired-static-pods.ts";
import { manifestFiles } from "../../../../src/desired/manifests/manifest-files.ts";
import { FLAG_CHECKS, flagsOf } from "../../../support/cis-checks.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import { rendered } from "../../../support/rendered-manifests.ts";
import type { Profile } from "../../../../src/domain/profile.ts";

// 1.2.5 needs kubelets whose serving certificates a CA has signed.
const KNOWN_EXCEPTION = "1.2.5";
// Kubeconfigs and the PKI: their resources carry no mode, what writes them decides it.
const DECIDED_BY_THE_WRITER = ["1.1.13", "1.1.14", "1.1.15", "1.1.16", "1.1.17", "1.1.18", "1.1.19"];

describe("CIS 1.12, automated checks", () => {
  it("all but one of the flags pass under profile secure", () => {
    expect(failingFlagChecks("secure")).toEqual([KNOWN_EXCEPTION]);
  });

  it("the same checks find what kubeadm leaves open", () => {
    expect(failingFlagChecks("kubeadm")).toEqual([
      "1.2.5",
      "1.2.15",
      "1.2.16",
      "1.2.17",
      "1.2.18",
      "1.2.19",
      "1.2.30",
      "1.3.2",
      "1.4.1",
    ]);
  });

  it("1.1.1 to 1.1.8: manifests are root's alone", () => {
    const manifests = desiredStaticPods(exampleClusterSpec(), exampleNodeSpec(), false);

    expect(manifests.map(({ path, mode, owner }) => [path, mode, owner])).toEqual(
      ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"].map((component) => [
        `/etc/kubernetes/manifests/${component}.yaml`,
        0o600,
        "root:root",
      ]),
    );
  });

  it("1.1.11 and 1.1.12: the directory that etcd is told to use is etcd's alone", () => {
    const [etcd] = desiredStaticPods(exampleClusterSpec(), exampleNodeSpec(), false);
    const [dataDir] = flagsOf(etcd?.view.command ?? []).get("data-dir") ?? [];
    const directory = manifestFiles(exampleClusterSpec(), exampleNodeSpec()).find(({ path }) => path === dataDir);

    expect(directory).toMatchObject({ kind: "directory", mode: 0o700, owner: "etcd:etcd" });
  });

  it("4.1.9, 4.1.10: the kubelet's configuration is root's alone", () => {
    const files = kubeletFiles(exampleClusterSpec(), exampleNodeSpec());

    expect(files.find(({ path }) => path === "/var/lib/kubelet/config.yaml")).toMatchObject({
      mode: 0o600,
      owner: "root:root",
    });
  });

  it("has a test for every check of the benchmark", () => {
    const files = ["1.1.1", "1.1.2", "1.1.3", "1.1.4", "1.1.5", "1.1.6", "1.1.7", "1.1.8", "1.1.11", "1.1.12"];
    const flags = FLAG_CHECKS.map(({ id }) => id);
    const all = [...files, ...DECIDED_BY_THE_WRITER, ...flags];

    expect(new Set(all).size).toBe(53);
    expect(all).toHaveLength(53);
  });
});

function failingFlagChecks(profile: Profile): readonly string[] {
  const pods = desiredStaticPods(exampleClusterSpec({ profile }), exampleNodeSpec(), false);
  const flags = new Map(pods.map((pod) => [pod.component, flagsOf(parse(rendered(pod)).spec.containers[0].command)]));
  return FLAG_CHECKS.filter(({ component, passes }) => !passes(flags.get(component) ?? new Map())).map(({ id }) => id);
}
