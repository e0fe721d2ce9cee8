import { expect, test } from "vitest";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import { observeKernel } from "../../../../src/provision/kernel/observe-kernel.ts";
import { planKernel } from "../../../../src/provision/kernel/plan-kernel.ts";
import { setKernel } from "../../../../src/provision/kernel/set-kernel.ts";
import { FakeCommands } from "../../../support/fake-commands.ts";
import { InMemoryFileSystem } from "../../../support/in-memory-file-system.ts";

const SYSCTL = absolute("/etc/sysctl.d/99-steadyplane.conf");
const FORWARD = absolute("/proc/sys/net/ipv4/ip_forward");
const BRIDGE = "/proc/sys/net/bridge/bridge-nf-call-ip";

function host(forward: string): InMemoryFileSystem {
  return new InMemoryFileSystem()
    .put(FORWARD, `${forward}\n`)
    .put(`${BRIDGE}tables`, "1\n")
    .put(`${BRIDGE}6tables`, "1\n")
    .put("/proc/filesystems", "nodev\toverlay\n");
}

test("what is set and written down needs nothing", async () => {
  const files = host("0");
  const [step] = planKernel(await observeKernel(SYSCTL, files), ["10.244.0.0/16"]);
  if (step?.kind !== "set-kernel") {
    throw new Error("expected a step");
  }
  const commands = new FakeCommands().answer("tee", ({ args, options }) => {
    files.put(args[0] ?? "", options.input ?? "");
    return {};
  });
  await setKernel(step.modules, step.settings, { commands, files });
  files.put(SYSCTL, step.fileText);
  expect(commands.lines()).toEqual([`tee ${FORWARD}`]);
  expect(planKernel(await observeKernel(SYSCTL, files), ["10.244.0.0/16"])).toEqual([]);
});

test("modules are asked for only where there is modprobe", async () => {
  const files = new InMemoryFileSystem().put(FORWARD, "1\n");
  expect((await observeKernel(SYSCTL, files)).loadableModules).toEqual([]);
  files.put("/sbin/modprobe", "");
  expect((await observeKernel(SYSCTL, files)).loadableModules).toEqual(["overlay", "br_netfilter"]);
});

test("IPv6 Pods need IPv6 forwarding", async () => {
  const [step] = planKernel(await observeKernel(SYSCTL, host("1")), ["fd00::/64"]);
  expect(step).toMatchObject({ settings: { "net.ipv6.conf.all.forwarding": "1" } });
});

test("a refused parameter names itself", async () => {
  const commands = new FakeCommands().answer("tee", { exitCode: 1, stderr: "tee: Read-only file system\n" });
  const set = setKernel([], { "net.ipv4.ip_forward": "1" }, { commands, files: host("0") });
  await expect(set).rejects.toMatchObject({
    code: "KernelSettingRefused",
    message: expect.stringContaining("net.ipv4.ip_forward"),
  });
});
