import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { bootstrapTokenSecret } from "../../../../src/desired/cluster-objects/bootstrap-token-secret.ts";
import { clusterObjects, type PhaseObjects } from "../../../../src/desired/cluster-objects/cluster-objects.ts";
import { nodeMarks } from "../../../../src/desired/cluster-objects/node-marks.ts";
import type { ClusterSpec } from "../../../../src/domain/cluster-spec.ts";
import { revealed } from "../../../../src/domain/revealed.ts";
import { exampleBootstrapToken, exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";

const NOW = Date.parse("2026-03-01T12:00:00.750Z");
const inputs = { caPem: "PEM", nowMs: NOW, sha256: (text: string): string => `digest of ${text.length}` };
const objectsOf = (cluster: ClusterSpec): readonly PhaseObjects[] => clusterObjects(cluster, exampleNodeSpec(), inputs);
const named = (cluster: ClusterSpec, name: string) =>
  objectsOf(cluster)
    .flatMap(({ objects }) => objects)
    .find(({ object }) => object.metadata.name === name);

describe("the objects of a new control plane", () => {
  it("begin with what admin.conf can do nothing without", () => {
    expect(objectsOf(exampleClusterSpec()).map(({ phase }) => phase)).toEqual([
      "admin-binding",
      "upload-config/kubeadm",
      "upload-config/kubelet",
      "bootstrap-token",
    ]);
    expect(named(exampleClusterSpec(), "kubeadm:cluster-admins")?.object).toEqual({
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRoleBinding",
      metadata: { name: "kubeadm:cluster-admins" },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
      subjects: [{ kind: "Group", name: "kubeadm:cluster-admins" }],
    });
  });

  it("leave existing tokens alone, and keep everything else as described", () => {
    const objects = objectsOf(exampleClusterSpec()).flatMap((phase) => phase.objects);

    expect(objects.filter(({ manner }) => manner === "create-only").map(({ object }) => object.kind)).toEqual([
      "Secret",
    ]);
  });

  it("send joining nodes to the shared endpoint", () => {
    const cluster = exampleClusterSpec({ controlPlaneEndpoint: { host: "2001:db8::1", port: 8443 } });
    const { kubeconfig } = (named(cluster, "cluster-info")?.object["data"] ?? {}) as { kubeconfig?: string };

    expect(kubeconfig).toContain("server: https://[2001:db8::1]:8443");
    expect(kubeconfig).toContain("certificate-authority-data: UEVN");
  });

  it("say that the kubelet's configuration was made, only where the user wrote none of it", () => {
    const written = exampleClusterSpec({ kubeletConfiguration: { maxPods: 50 } });

    expect(named(exampleClusterSpec(), "kubelet-config")?.object.metadata.annotations).toHaveProperty([
      "kubeadm.kubernetes.io/component-config.hash",
    ]);
    expect(named(written, "kubelet-config")?.object.metadata.annotations).toBeUndefined();
  });
});

describe("the Secret of a bootstrap token", () => {
  it("shows its secret to nobody but the one who sends it", () => {
    const secret = bootstrapTokenSecret(exampleBootstrapToken(), NOW);
    const encoded = Buffer.from("0123456789abcdef").toString("base64");

    expect(`${JSON.stringify(secret)} ${inspect(secret, { depth: 9 })}`).not.toContain(encoded);
    expect(JSON.stringify(revealed(secret))).toContain(encoded);
  });

  it.each([
    ["after its time to live, in whole seconds", { ttlMs: 3_600_000 }, "2026-03-01T13:00:00Z"],
    ["when the user said, whatever its time to live", { expires: "2027-01-01T00:00:00Z" }, "2027-01-01T00:00:00Z"],
    ["never", { ttlMs: 0 }, undefined],
  ])("expires %s", (_, changes, expected) => {
    const { data } = bootstrapTokenSecret(exampleBootstrapToken(changes), NOW);
    const { expiration } = data as { expiration?: string };

    expect(expiration && Buffer.from(expiration, "base64").toString()).toBe(expected);
  });

  it("says what it is for", () => {
    const token = exampleBootstrapToken({ description: "for rack 3", usages: ["signing"], groups: [] });

    expect(Object.keys(bootstrapTokenSecret(token, NOW)["data"] as object)).toEqual([
      "token-id",
      "description",
      "expiration",
      "usage-bootstrap-signing",
      "token-secret",
    ]);
  });
});

it("marks a control-plane Node", () => {
  expect(nodeMarks(exampleNodeSpec({ taints: [] }))).toEqual({
    labels: {
      "node-role.kubernetes.io/control-plane": "",
      "node.kubernetes.io/exclude-from-external-load-balancers": "",
    },
    taints: [],
  });
});
