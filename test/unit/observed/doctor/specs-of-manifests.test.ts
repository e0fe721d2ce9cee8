import { expect, test } from "vitest";
import type { Component } from "../../../../src/domain/component.ts";
import { type NodeWritings, specsOfManifests } from "../../../../src/observed/doctor/specs-of-manifests.ts";
import { exampleSpecs } from "../../../support/example-specs.ts";

const SERVER = [
  "kube-apiserver",
  "--advertise-address=192.0.2.7",
  "--client-ca-file=/srv/pki/ca.crt",
  "--etcd-servers=https://127.0.0.1:2379",
  "--secure-port=7443",
  "--service-cluster-ip-range=10.0.0.0/16,fd00::/108",
];
const pod = (...command: readonly string[]) => ({ command, image: "registry.k8s.io/any:v1.36.4" });

function written(pods: Partial<Record<Component, ReturnType<typeof pod>>>, changes: Partial<NodeWritings> = {}) {
  const all = Object.entries(pods) as [Component, ReturnType<typeof pod>][];
  const node = { nodeName: "old-1", criSocket: "unix:///run/crio.sock", kubelet: {}, server: undefined };
  return specsOfManifests({ ...node, ...changes, pods: new Map(all) }, exampleSpecs());
}

test("a node is what its manifests say", () => {
  const found = written(
    {
      etcd: pod("etcd", "--data-dir=/srv/etcd"),
      "kube-apiserver": pod(...SERVER),
      "kube-controller-manager": pod("kube-controller-manager", "--cluster-cidr=10.1.0.0/16", "--secure-port=9257"),
    },
    { server: "https://api.example.org:6443", kubelet: { clusterDomain: "example.local" } },
  );
  expect(found?.cluster).toMatchObject({
    kubernetesVersion: "v1.36.4",
    controlPlaneEndpoint: { host: "api.example.org", port: 6443 },
    networking: {
      serviceSubnets: ["10.0.0.0/16", "fd00::/108"],
      podSubnets: ["10.1.0.0/16"],
      dnsDomain: "example.local",
    },
    controllerManager: { extraArgs: expect.arrayContaining([{ name: "secure-port", value: "9257" }]) },
    etcd: { kind: "local", dataDir: "/srv/etcd" },
    certificatesDir: "/srv/pki",
  });
  expect(found?.node).toMatchObject({ name: "old-1", advertiseAddress: "192.0.2.7", bindPort: 7443 });
});

test("without a manifest of its own, etcd is elsewhere; a server that is the node itself is no endpoint", () => {
  const found = written({ "kube-apiserver": pod(...SERVER) }, { server: "https://192.0.2.7:7443" });
  expect(found?.cluster).toMatchObject({
    controlPlaneEndpoint: undefined,
    etcd: { kind: "external", endpoints: ["https://127.0.0.1:2379"] },
  });
});

test("nothing where the API server's manifest says too little", () => {
  expect(written({})).toBeUndefined();
  expect(written({ "kube-apiserver": pod("kube-apiserver") })).toBeUndefined();
  const untagged = { command: SERVER, image: "registry.k8s.io/kube-apiserver@sha256:abc" };
  expect(written({ "kube-apiserver": untagged })).toBeUndefined();
});
