import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { clusterObjects } from "../../../src/desired/cluster-objects/cluster-objects.ts";
import { kubeletFiles } from "../../../src/desired/kubelet/kubelet-files.ts";
import { COMPONENTS } from "../../../src/domain/component.ts";
import { revealed } from "../../../src/domain/revealed.ts";
import { exampleHostFacts } from "../../support/example-specs.ts";
import { MANIFEST_CASES, specsOf } from "../../support/manifest-cases.ts";
import { renderedManifests } from "../../support/rendered-manifests.ts";

const A_DAY = 86_400_000;
const located = (name: string, file: string): URL => new URL(`${name}/${file}`, import.meta.url);
const recorded = (name: string, file: string): string => readFileSync(located(name, file), "utf8");

describe.each(Object.keys(MANIFEST_CASES))("profile kubeadm, %s", (name) => {
  const { cluster, node } = specsOf(name, "kubeadm");
  const manifests = renderedManifests(cluster, node);

  it.each(COMPONENTS)("has kubeadm's manifest of %s", (component) => {
    const expected = existsSync(located(name, `${component}.yaml`)) ? recorded(name, `${component}.yaml`) : "null";

    expect(parse(manifests.get(component) ?? "null")).toEqual(parse(expected));
  });

  it("has kubeadm's kubelet files, byte for byte", () => {
    const facts = exampleHostFacts({ runtimeCgroupDriver: "systemd" });
    const files = kubeletFiles(cluster, { ...node, hostname: "box", facts }).filter((file) => file.kind === "file");

    expect(files.map(({ path, text }) => [path, text])).toEqual(
      ["kubeadm-flags.env", "instance-config.yaml", "config.yaml"].map((file) => [
        `/var/lib/kubelet/${file}`,
        recorded(name, file),
      ]),
    );
  });
});

describe("profile kubeadm", () => {
  it("has the objects that kubeadm creates, byte for byte in their data", () => {
    const expected = parseAllDocuments(recorded("default", "objects.yaml")).map((document) => document.toJS());
    const { cluster, node } = specsOf("default", "kubeadm");
    const phases = clusterObjects(cluster, node, {
      caPem: caOf(expected.find(({ metadata }) => metadata.name === "cluster-info").data.kubeconfig),
      nowMs: Date.parse(decoded(expected.find(({ kind }) => kind === "Secret").data.expiration)) - A_DAY,
      sha256: (text) => createHash("sha256").update(text).digest("hex"),
    });
    const objects = phases.filter(({ phase }) => phase !== "admin-binding").flatMap((phase) => phase.objects);

    expect(objects.map(({ object }) => revealed(object))).toEqual(expected);
  });
});

function caOf(kubeconfig: string): string {
  return decoded(parse(kubeconfig).clusters[0].cluster["certificate-authority-data"]);
}

function decoded(base64: string): string {
  return Buffer.from(base64, "base64").toString();
}
