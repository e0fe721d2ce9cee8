import { expect, test } from "vitest";
import { absolute } from "../../../src/domain/absolute-path.ts";
import type { HostObservation } from "../../../src/provision/host-observation.ts";
import { renderSysctlFile, BRIDGE_FILTER, FORWARDING } from "../../../src/provision/kernel/kernel-settings.ts";
import { planProvision, type ProvisionPlan } from "../../../src/provision/plan-provision.ts";
import { PROVISION_PATHS } from "../../../src/provision/provision-paths.ts";
import type { ProvisionRequest } from "../../../src/provision/provision-request.ts";
import { containerdDefinition, renderDefinition } from "../../../src/provision/services/containerd-definition.ts";
import { kubeletDefinition } from "../../../src/provision/services/kubelet-definition.ts";

const REQUEST: ProvisionRequest = {
  versionOf: () => "v1.37.2",
  binaries: ["kubelet", "kubectl"],
  images: ["a/pause:1", "a/etcd:1"],
  sandboxImage: "a/pause:1",
  podSubnets: ["10.244.0.0/16"],
  cgroupDriver: "cgroupfs",
  isSystemd: false,
  criSocket: "unix:///run/containerd/containerd.sock",
  proxyEnv: [],
};
const RENDERED = { podNetwork: "network", runtimeConfiguration: (version: string) => `configuration of ${version}` };

const BARE: HostObservation = {
  missingPackages: ["containerd"],
  kernel: { values: { "net.ipv4.ip_forward": "0" }, sysctlFile: undefined, loadableModules: [] },
  runtimeConfiguration: { kind: "absent" },
  podNetwork: { kind: "absent" },
  definitions: { containerd: undefined, kubelet: undefined },
  containerdPath: "/usr/bin/containerd",
  runtimeService: "absent",
  isRuntimeAnswering: false,
  binaries: { kubelet: { kind: "absent" }, kubectl: { kind: "absent" } },
  missingImages: undefined,
  findings: [],
};

const COMPLETE: HostObservation = {
  missingPackages: [],
  kernel: {
    values: { "net.ipv4.ip_forward": "1" },
    sysctlFile: renderSysctlFile({ ...FORWARDING, ...BRIDGE_FILTER }),
    loadableModules: [],
  },
  runtimeConfiguration: { kind: "ours", text: "configuration of 1.6.20", runtimeVersion: "1.6.20" },
  podNetwork: { kind: "ours", text: "network" },
  definitions: {
    containerd: renderDefinition(containerdDefinition("/usr/bin/containerd", "/etc/containerd/config.toml", [])),
    kubelet: renderDefinition(kubeletDefinition("/usr/local/bin/kubelet")),
  },
  containerdPath: "/usr/bin/containerd",
  runtimeService: "running",
  isRuntimeAnswering: true,
  binaries: { kubelet: { kind: "ours", version: "v1.37.2" }, kubectl: { kind: "ours", version: "v1.37.2" } },
  missingImages: [],
  findings: [],
};

const plan = (changes: Partial<HostObservation>, request: Partial<ProvisionRequest> = {}): ProvisionPlan =>
  planProvision({ ...REQUEST, ...request }, { ...COMPLETE, ...changes }, RENDERED, PROVISION_PATHS);
const kinds = ({ steps }: ProvisionPlan): readonly string[] => steps.map(({ kind }) => kind);

test("a bare host gets everything, in an order that works", () => {
  expect(kinds(plan(BARE))).toEqual([
    "install-packages",
    "set-kernel",
    "configure-runtime",
    "configure-network",
    "define-service",
    "define-service",
    "start-runtime",
    "install-binary",
    "install-binary",
    "import-images",
  ]);
});

test("a complete host gets nothing", () => {
  expect(plan({})).toEqual({ steps: [], findings: [] });
});

test("a new configuration restarts the runtime", () => {
  const observed = { kind: "ours", text: "old", runtimeVersion: "1.6.20" } as const;
  expect(plan({ runtimeConfiguration: observed }).steps).toEqual([
    { kind: "configure-runtime" },
    { kind: "start-runtime", manner: "restart" },
  ]);
});

test("a runtime that keeps failing is restarted and not waited for", () => {
  const steps = plan({ isRuntimeAnswering: false, runtimeService: "restarting", missingImages: undefined }).steps;
  expect(steps).toContainEqual({ kind: "start-runtime", manner: "restart" });
  expect(steps).toContainEqual({ kind: "import-images", references: REQUEST.images });
});

test("a runtime that somebody else runs is neither defined nor restarted", () => {
  const definitions = { ...COMPLETE.definitions, containerd: undefined };
  const outcome = plan({ runtimeService: "absent", definitions, runtimeConfiguration: { kind: "package-default" } });
  expect(kinds(outcome)).toEqual(["configure-runtime"]);
  expect(outcome.findings).toEqual([expect.objectContaining({ check: "RuntimeRestart", level: "warn" })]);
});

test("somebody's own configuration is left, with what was found in it", () => {
  const finding = { check: "RuntimeConfiguration", level: "reject", what: "", why: "", fix: [] } as const;
  expect(plan({ runtimeConfiguration: { kind: "foreign", findings: [finding] } })).toEqual({
    steps: [],
    findings: [finding],
  });
});

test("a foreign network stays", () => {
  expect(plan({ podNetwork: { kind: "foreign", names: ["05-cilium.conflist"] } }).steps).toEqual([]);
});

test("other Pod subnets change our network", () => {
  expect(kinds(plan({ podNetwork: { kind: "ours", text: "old" } }))).toEqual(["configure-network"]);
});

test("an older kubelet of ours is replaced", () => {
  const binaries = { ...COMPLETE.binaries, kubelet: { kind: "ours", version: "v1.36.4" } } as const;
  expect(plan({ binaries }).steps).toEqual([{ kind: "install-binary", program: "kubelet", version: "v1.37.2" }]);
});

test.each([
  ["kubelet", "reject"],
  ["kubectl", "warn"],
] as const)("a foreign %s is not overwritten", (program, level) => {
  const binaries = {
    ...COMPLETE.binaries,
    [program]: { kind: "foreign", path: absolute(`/usr/local/bin/${program}`) },
  };
  const outcome = plan({ binaries });
  expect(outcome.steps).toEqual([]);
  expect(outcome.findings).toEqual([expect.objectContaining({ check: "ForeignBinary", level })]);
});

test("under systemd there are no definitions for the supervisor", () => {
  const definitions = { containerd: undefined, kubelet: undefined };
  expect(plan({ definitions }, { isSystemd: true }).steps).toEqual([]);
});

test("only missing images are imported", () => {
  expect(plan({ missingImages: ["a/etcd:1"] }).steps).toEqual([{ kind: "import-images", references: ["a/etcd:1"] }]);
});
