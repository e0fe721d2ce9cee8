import { expect, test } from "vitest";
import { observeHostFacts } from "../../../../src/observed/host/observe-host-facts.ts";
import { FakeCommands } from "../../../support/fake-commands.ts";
import { FakeContainerRuntime } from "../../../support/fake-container-runtime.ts";
import { FakeProcesses } from "../../../support/fake-processes.ts";
import { InMemoryFileSystem } from "../../../support/in-memory-file-system.ts";

function host() {
  return {
    files: new InMemoryFileSystem(),
    commands: new FakeCommands().answer("uname -m", { stdout: "x86_64\n" }),
    processes: new FakeProcesses(),
    interfaces: { addresses: () => [] },
  };
}

test("describes a host on which nothing is", async () => {
  const ports = { ...host(), commands: new FakeCommands() };
  expect(await observeHostFacts(ports, {})).toEqual({
    hostname: "",
    defaultAddress: undefined,
    staticPodPath: "/etc/kubernetes/manifests",
    caDirectories: [],
    resolvConf: undefined,
    cgroupVersion: 1,
    isSystemd: false,
    isSwapOn: false,
    runtimeCgroupDriver: undefined,
    architecture: "unknown",
    proxyEnv: [],
  });
});

test("describes a systemd host with cgroup v2, swap and systemd-resolved", async () => {
  const ports = { ...host(), runtime: new FakeContainerRuntime() };
  ports.runtime.driver = "systemd";
  ports.commands.answer("systemctl is-active --quiet systemd-resolved");
  ports.files
    .putDirectory("/run/systemd/system")
    .put("/sys/fs/cgroup/cgroup.controllers", "cpu memory\n")
    .put("/proc/sys/kernel/hostname", "cp1\n")
    .put("/proc/swaps", "Filename\tType\n/dev/sda2\tpartition\n")
    .putDirectory("/usr/share/ca-certificates")
    .putDirectory("/opt/certs")
    .putLink("/etc/pki/tls/certs", "/opt/certs");
  expect(await observeHostFacts(ports, { no_proxy: "x" }, "/srv/pods")).toEqual({
    hostname: "cp1",
    defaultAddress: undefined,
    staticPodPath: "/srv/pods",
    caDirectories: ["/etc/pki/tls/certs", "/usr/share/ca-certificates"],
    resolvConf: "/run/systemd/resolve/resolv.conf",
    cgroupVersion: 2,
    isSystemd: true,
    isSwapOn: true,
    runtimeCgroupDriver: "systemd",
    architecture: "amd64",
    proxyEnv: [{ name: "no_proxy", value: "x" }],
  });
});

test("takes a header alone for no swap", async () => {
  const ports = host();
  ports.files.put("/proc/swaps", "Filename\tType\n");
  expect(await observeHostFacts(ports, {})).toMatchObject({ isSwapOn: false });
});

test.each([
  ["systemd", "  SystemdCgroup = true\n"],
  ["cgroupfs", "version = 2\n"],
  [undefined, `imports = ["/etc/containerd/conf.d/*.toml"]\n`],
  [undefined, "SystemdCgroup = true\nSystemdCgroup = false\n"],
])("tells %s from the configuration of a containerd that does not say it itself", async (driver, text) => {
  const ports = { ...host(), runtime: new FakeContainerRuntime() };
  ports.runtime.driver = undefined;
  ports.processes.put({ pid: 5, name: "containerd", args: ["containerd", "--config", "/opt/containerd.toml"] });
  ports.files.put("/opt/containerd.toml", text);
  expect((await observeHostFacts(ports, {})).runtimeCgroupDriver).toBe(driver);
});

test("does not fail where the runtime is down", async () => {
  const ports = { ...host(), runtime: new FakeContainerRuntime() };
  ports.runtime.isAvailable = false;
  expect((await observeHostFacts(ports, {})).runtimeCgroupDriver).toBeUndefined();
});
