import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { normalise } from "../../../src/config/normalise.ts";
import { NOTHING_WRITTEN } from "../../../src/config/written-config.ts";
import { CLUSTER, INIT, KUBELET, MADE_TOKEN, OURS, validly } from "./configured.ts";
import { HOST } from "./host-facts.ts";

function recorded(name: string): string {
  return readFileSync(new URL(`kubeadm/${name}.yaml`, import.meta.url), "utf8");
}

describe("normalise", () => {
  it("has a default for everything", () => {
    const { cluster, node, tool } = validly("");
    expect(cluster).toMatchObject({
      profile: "secure",
      kubernetesVersion: "v1.37.2",
      controlPlaneEndpoint: undefined,
      networking: { serviceSubnets: ["10.96.0.0/12"], podSubnets: [], dnsDomain: "cluster.local" },
      etcd: { kind: "local", imageRepository: "registry.k8s.io", imageTag: "3.7.0-0", dataDir: "/var/lib/etcd" },
      dns: { imageRepository: "registry.k8s.io/coredns", imageTag: "v1.14.6", isDisabled: false },
      encryptionAlgorithm: "ECDSA-P256",
      certificateValidityMs: 8760 * 3_600_000,
      caCertificateValidityMs: 87600 * 3_600_000,
      kubeletConfiguration: {},
    });
    expect(node).toMatchObject({
      name: "cp1",
      advertiseAddress: "192.0.2.10",
      bindPort: 6443,
      criSocket: "unix:///var/run/containerd/containerd.sock",
      taints: [{ key: "node-role.kubernetes.io/control-plane", value: "", effect: "NoSchedule" }],
      imagePullPolicy: "IfNotPresent",
      isImagePullSerial: true,
      certificateKey: undefined,
      patchesDirectory: undefined,
      timeouts: { controlPlaneComponentHealthCheckMs: 240_000, kubernetesAPICallMs: 60_000, etcdAPICallMs: 120_000 },
    });
    expect(tool).toEqual({ strategy: "handoff", soakMs: 10_000, healthTimeoutMs: 240_000, source: "auto" });
  });

  it("makes the one token that nobody wrote, and keeps it to itself", () => {
    const [token] = validly("").node.bootstrapTokens;
    expect(token).toMatchObject({ tokenId: "made00", ttlMs: 86_400_000, usages: ["signing", "authentication"] });
    expect(token?.token.reveal()).toBe(MADE_TOKEN);
    expect(JSON.stringify(token)).not.toContain(MADE_TOKEN);
  });

  it("makes no token where all were written", () => {
    const text = `${INIT}bootstrapTokens: [{token: abcdef.0123456789abcdef, expires: "2030-01-31T12:00:00Z"}]\n`;
    const [token] = validly(text).node.bootstrapTokens;
    expect(token?.token.reveal()).toBe("abcdef.0123456789abcdef");
    expect(token).toMatchObject({ tokenId: "abcdef", expires: "2030-01-31T12:00:00Z", ttlMs: 0 });
  });

  it.each([
    ["secure", "ECDSA-P256"],
    ["kubeadm", "RSA-2048"],
  ] as const)("takes the algorithm of profile %s", (profile, algorithm) => {
    expect(validly(`${OURS}profile: ${profile}\n`).cluster).toMatchObject({ profile, encryptionAlgorithm: algorithm });
    const options = { makeToken: () => MADE_TOKEN, profile };
    expect(normalise(NOTHING_WRITTEN, HOST, options)).toMatchObject({
      cluster: { profile, encryptionAlgorithm: algorithm },
    });
  });

  it("respects the algorithm that was written", () => {
    expect(validly(`${CLUSTER}encryptionAlgorithm: RSA-4096\n`).cluster.encryptionAlgorithm).toBe("RSA-4096");
  });

  it("pins etcd to the minor version of Kubernetes", () => {
    expect(validly(`${CLUSTER}kubernetesVersion: 1.36.2\n`).cluster).toMatchObject({
      kubernetesVersion: "v1.36.2",
      etcd: { imageTag: "3.6.8-0" },
      dns: { imageTag: "v1.14.2" },
    });
  });

  it("keeps mirrored images in one folder, as kubeadm does", () => {
    expect(validly(`${CLUSTER}imageRepository: mirror.example.com\n`).cluster).toMatchObject({
      etcd: { imageRepository: "mirror.example.com" },
      dns: { imageRepository: "mirror.example.com" },
    });
  });

  it("takes no taints for none, and nothing written for the control plane's", () => {
    expect(validly(`${INIT}nodeRegistration: {taints: []}\n`).node.taints).toEqual([]);
    expect(validly(`${INIT}nodeRegistration: {taints: }\n`).node.taints).toHaveLength(1);
  });

  it("completes the endpoint with the port that the API server binds", () => {
    const text = `${INIT}localAPIEndpoint: {bindPort: 7443}\n---\n${CLUSTER}controlPlaneEndpoint: "fd00::1"\n`;
    expect(validly(text).cluster.controlPlaneEndpoint).toEqual({ host: "fd00::1", port: 7443 });
    expect(validly(text).cluster.clusterConfiguration["controlPlaneEndpoint"]).toBe("[fd00::1]:7443");
  });

  it("writes names and addresses as Kubernetes does", () => {
    const { node } = validly(
      `${INIT}nodeRegistration: {name: CP-1}\nlocalAPIEndpoint: {advertiseAddress: "FD00:0::10"}\n---\n${CLUSTER}networking: {serviceSubnet: "fd01::/112"}\n`,
      { ...HOST, hostname: " Host.Example " },
    );
    expect(node).toMatchObject({ name: "cp-1", hostname: "host.example", advertiseAddress: "fd00::10" });
  });

  it("passes the kubelet's configuration through", () => {
    const text = `${KUBELET}maxPods: 50\nevictionHard: {memory.available: 100Mi}\nshutdownGracePeriod: 30s\n`;
    expect(validly(text).cluster.kubeletConfiguration).toEqual({
      maxPods: 50,
      evictionHard: { "memory.available": "100Mi" },
      shutdownGracePeriod: "30s",
    });
  });

  it.each(["full", "external-etcd", "minimal"])("stores what kubeadm v1.37.2 stores: %s", (name) => {
    const { cluster } = validly(`${recorded(name)}---\n${OURS}profile: kubeadm\n`);
    const stored = parse(recorded(`${name}.migrated`)) as Record<string, unknown>;
    expect(cluster.clusterConfiguration).toEqual(stored);
    expect(Object.keys(cluster.clusterConfiguration)).toEqual(Object.keys(stored));
  });
});
