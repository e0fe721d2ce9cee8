import { expect, it } from "vitest";
import { kubernetesImage, requiredImages } from "../../../src/desired/images.ts";
import { exampleClusterSpec } from "../../support/example-specs.ts";
import { specsOf } from "../../support/manifest-cases.ts";

it("lists what `kubeadm config images list` lists", () => {
  expect(requiredImages(exampleClusterSpec()).map(({ reference }) => reference)).toEqual([
    "registry.k8s.io/kube-apiserver:v1.37.2",
    "registry.k8s.io/kube-controller-manager:v1.37.2",
    "registry.k8s.io/kube-scheduler:v1.37.2",
    "registry.k8s.io/kube-proxy:v1.37.2",
    "registry.k8s.io/coredns/coredns:v1.14.6",
    "registry.k8s.io/pause:3.10.2",
    "registry.k8s.io/etcd:3.7.0-0",
  ]);
});

it("leaves out what does not run on the node", () => {
  const cluster = exampleClusterSpec({
    dns: { imageRepository: "registry.k8s.io", imageTag: "v1.14.6", isDisabled: true },
    proxy: { isDisabled: true },
    etcd: specsOf("external-etcd", "secure").cluster.etcd,
  });

  expect(requiredImages(cluster).map(({ component }) => component)).toEqual([
    "kube-apiserver",
    "kube-controller-manager",
    "kube-scheduler",
    "pause",
  ]);
});

it("looks for coredns one level deeper in the community's registry only", () => {
  const dns = { imageRepository: "registry.example", imageTag: "v1", isDisabled: false };
  const images = requiredImages(exampleClusterSpec({ dns }));

  expect(images.find(({ component }) => component === "coredns")?.reference).toBe("registry.example/coredns:v1");
});

it("makes a tag of a version with build metadata", () => {
  const cluster = exampleClusterSpec({ kubernetesVersion: "v1.37.2+vendor.1" });

  expect(kubernetesImage(cluster, "kube-apiserver")).toBe("registry.k8s.io/kube-apiserver:v1.37.2_vendor.1");
});
