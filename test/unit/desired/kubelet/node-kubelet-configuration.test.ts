import { describe, expect, it } from "vitest";
import { clusterKubeletConfiguration } from "../../../../src/desired/kubelet/cluster-kubelet-configuration.ts";
import { nodeKubeletConfiguration } from "../../../../src/desired/kubelet/node-kubelet-configuration.ts";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import type { HostFacts } from "../../../../src/domain/node-spec.ts";
import { exampleClusterSpec, exampleHostFacts, exampleNodeSpec } from "../../../support/example-specs.ts";

const RESOLV_CONF = absolute("/run/systemd/resolve/resolv.conf");

describe("the KubeletConfiguration of a host", () => {
  it.each<[Partial<HostFacts>, string]>([
    [{ runtimeCgroupDriver: "systemd", isSystemd: false }, "systemd"],
    [{ runtimeCgroupDriver: "cgroupfs", isSystemd: true }, "cgroupfs"],
    [{ runtimeCgroupDriver: undefined, isSystemd: true }, "systemd"],
    [{ runtimeCgroupDriver: undefined, isSystemd: false }, "cgroupfs"],
  ])("takes the runtime's cgroup driver, else the init system's: %o", (facts, expected) => {
    expect(onHost(facts)["cgroupDriver"]).toBe(expected);
  });

  it("runs on cgroup v1 unless the user forbids it", () => {
    expect(onHost({ cgroupVersion: 1 })["failCgroupV1"]).toBe(false);
    expect(onHost({ cgroupVersion: 1 }, { failCgroupV1: true })["failCgroupV1"]).toBe(true);
    expect(onHost({ cgroupVersion: 2 })).not.toHaveProperty("failCgroupV1");
  });

  it("names the runtime's socket and the directory of the manifests", () => {
    const configuration = onHost({ staticPodPath: absolute("/srv/manifests") }, { containerRuntimeEndpoint: "x" });

    expect(configuration["containerRuntimeEndpoint"]).toBe("unix:///run/containerd/containerd.sock");
    expect(configuration["staticPodPath"]).toBe("/srv/manifests");
  });

  it("keeps what the user wrote, empty or not", () => {
    const written = { cgroupDriver: "systemd", resolvConf: "", authentication: { anonymous: { enabled: true } } };
    const configuration = onHost({ resolvConf: RESOLV_CONF }, written);

    expect(configuration).toMatchObject({ cgroupDriver: "systemd", resolvConf: "" });
    expect(configuration["authentication"]).toEqual({
      anonymous: { enabled: true },
      webhook: { enabled: true },
      x509: { clientCAFile: "/etc/kubernetes/pki/ca.crt" },
    });
  });

  it("takes empty text and null for not written where the type cannot tell", () => {
    expect(onHost({}, { cgroupDriver: "", clusterDomain: "", clusterDNS: null })).toMatchObject({
      cgroupDriver: "cgroupfs",
      clusterDomain: "cluster.local",
      clusterDNS: ["10.96.0.10"],
    });
  });
});

describe("the KubeletConfiguration of the cluster", () => {
  it("has nothing in it that comes from one host", () => {
    expect(clusterKubeletConfiguration(exampleClusterSpec())).toEqual({
      apiVersion: "kubelet.config.k8s.io/v1beta1",
      kind: "KubeletConfiguration",
      authentication: {
        anonymous: { enabled: false },
        webhook: { enabled: true },
        x509: { clientCAFile: "/etc/kubernetes/pki/ca.crt" },
      },
      authorization: { mode: "Webhook" },
      cgroupDriver: "systemd",
      clusterDNS: ["10.96.0.10"],
      clusterDomain: "cluster.local",
      containerRuntimeEndpoint: "",
      healthzBindAddress: "127.0.0.1",
      healthzPort: 10248,
      rotateCertificates: true,
      staticPodPath: "/etc/kubernetes/manifests",
      tlsCipherSuites: [
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305",
      ],
    });
  });

  it("rotates certificates whatever the user wrote", () => {
    const cluster = exampleClusterSpec({ kubeletConfiguration: { rotateCertificates: false } });

    expect(clusterKubeletConfiguration(cluster)["rotateCertificates"]).toBe(true);
  });
});

function onHost(facts: Partial<HostFacts>, kubeletConfiguration = {}): Record<string, unknown> {
  const node = exampleNodeSpec({ facts: exampleHostFacts(facts) });
  return nodeKubeletConfiguration(exampleClusterSpec({ kubeletConfiguration }), node);
}
