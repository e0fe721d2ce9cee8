import { describe, expect, it } from "vitest";
import type { InitFlags } from "../../../src/config/init-flags.ts";
import { flagsThatConflictWithConfig } from "../../../src/config/mixed-flags.ts";
import { normalise, type Normalised } from "../../../src/config/normalise.ts";
import { readConfiguration } from "../../../src/config/read-configuration.ts";
import { withFlags } from "../../../src/config/with-flags.ts";
import { NOTHING_WRITTEN } from "../../../src/config/written-config.ts";
import { INIT, MADE_TOKEN } from "./configured.ts";
import { HOST } from "./host-facts.ts";

function flagged(flags: InitFlags, text = ""): Normalised {
  const read = readConfiguration({ file: "cluster.yaml", text });
  const outcome = withFlags(read.kind === "valid" ? read.written : NOTHING_WRITTEN, flags);
  return outcome.kind === "invalid" ? outcome : normalise(outcome.written, HOST, { makeToken: () => MADE_TOKEN });
}

describe("withFlags", () => {
  it("sets what each flag says", () => {
    const outcome = flagged({
      apiserverAdvertiseAddress: "192.0.2.11",
      apiserverBindPort: "7443",
      apiserverCertExtraSans: ["a.example.com,192.0.2.12", "b"],
      certDir: "/etc/pki-of-mine",
      certificateKey: "0".repeat(64),
      controlPlaneEndpoint: "lb.example.com",
      criSocket: "/run/crio.sock",
      featureGates: "RootlessControlPlane=false",
      ignorePreflightErrors: ["Swap,NumCPU"],
      imageRepository: "mirror.example.com",
      kubernetesVersion: "v1.36.2",
      nodeName: "cp2",
      podNetworkCidr: "10.244.0.0/16",
      serviceCidr: "10.100.0.0/16",
      serviceDnsDomain: "example.internal",
      skipPhases: ["addon/coredns,addon/kube-proxy"],
      token: "abcdef.0123456789abcdef",
      tokenTtl: "1h",
    });
    expect(outcome).toMatchObject({
      kind: "valid",
      cluster: {
        apiServer: { certSANs: ["a.example.com", "192.0.2.12", "b"] },
        certificatesDir: "/etc/pki-of-mine",
        controlPlaneEndpoint: { host: "lb.example.com", port: 7443 },
        featureGates: { RootlessControlPlane: false },
        imageRepository: "mirror.example.com",
        kubernetesVersion: "v1.36.2",
        networking: { podSubnets: ["10.244.0.0/16"], serviceSubnets: ["10.100.0.0/16"], dnsDomain: "example.internal" },
      },
      node: {
        advertiseAddress: "192.0.2.11",
        bindPort: 7443,
        criSocket: "unix:///run/crio.sock",
        ignorePreflightErrors: ["numcpu", "swap"],
        name: "cp2",
        skipPhases: ["addon/coredns", "addon/kube-proxy"],
        bootstrapTokens: [{ tokenId: "abcdef", ttlMs: 3_600_000 }],
      },
    });
  });

  it("adds to the ignored checks of the file, and counts more in all else", () => {
    const text = `${INIT}nodeRegistration: {name: from-file, ignorePreflightErrors: [Swap]}\nskipPhases: [a]\n`;
    expect(
      flagged({ nodeName: "from-flag", ignorePreflightErrors: ["NumCPU"], skipPhases: ["b"] }, text),
    ).toMatchObject({
      node: { name: "from-flag", ignorePreflightErrors: ["numcpu", "swap"], skipPhases: ["b"] },
    });
  });

  it("names the flag whose value breaks a rule", () => {
    expect(flagged({ podNetworkCidr: "10.244.0.0" })).toMatchObject({
      problems: [{ origin: { kind: "flag", flag: "--pod-network-cidr" }, path: "networking.podSubnet" }],
    });
  });

  it.each<InitFlags>([
    { apiserverBindPort: "https" },
    { featureGates: "A" },
    { featureGates: "A=1" },
    { patches: "/p" },
  ])("refuses %j", (flags) => {
    expect(flagged(flags)).toMatchObject({ kind: "invalid", problems: [{ origin: { kind: "flag" } }] });
  });

  it("never shows a token", () => {
    const outcome = flagged({ token: "SECRET.canary" });
    expect(outcome.kind).toBe("invalid");
    expect(JSON.stringify(outcome)).not.toContain("canary");
  });
});

describe("flagsThatConflictWithConfig", () => {
  it("allows what kubeadm allows", () => {
    const flags = ["config", "node-name", "skip-phases", "skip-token-print", "upload-certs", "yes", "dry-run"];
    expect(flagsThatConflictWithConfig([...flags, "ignore-preflight-errors"])).toEqual([]);
  });

  it("names the others", () => {
    const flags = ["token", "config", "patches", "cri-socket", "certificate-key", "pod-network-cidr"];
    expect(flagsThatConflictWithConfig(flags)).toEqual(flags.filter((flag) => flag !== "config"));
  });
});
