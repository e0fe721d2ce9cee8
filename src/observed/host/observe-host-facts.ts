import { type AbsolutePath, absolute } from "../../domain/absolute-path.ts";
import type { HostFacts } from "../../domain/node-spec.ts";
import type { Commands } from "../../ports/commands.ts";
import type { ContainerRuntime } from "../../ports/container-runtime.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { NetworkInterfaces } from "../../ports/network-interfaces.ts";
import type { Processes } from "../../ports/processes.ts";
import { observeArchitecture } from "./architecture.ts";
import { observeCaDirectories } from "./ca-directories.ts";
import { observeDefaultAddress } from "./default-address.ts";
import { findStaticPodPath } from "./find-static-pod-path.ts";
import { proxyVariables } from "./proxy-variables.ts";
import { observeRuntimeCgroupDriver } from "./runtime-cgroup-driver.ts";

export interface HostPorts {
  readonly files: FileSystem;
  readonly commands: Commands;
  readonly processes: Processes;
  readonly interfaces: NetworkInterfaces;
  /** Left out where no runtime is known yet. */
  readonly runtime?: ContainerRuntime | undefined;
}

const RESOLVED_CONF = absolute("/run/systemd/resolve/resolv.conf");

/**
 * What the host is like. `wantedStaticPodPath` is the staticPodPath of the user's KubeletConfiguration, where there
 * is one. Never rejects because something is missing on the host.
 */
export async function observeHostFacts(
  ports: HostPorts,
  environment: Readonly<Record<string, string | undefined>>,
  wantedStaticPodPath?: string,
): Promise<HostFacts> {
  const { files, commands } = ports;
  const isSystemd = await isPresent(files, "/run/systemd/system");
  const [hostname, address, staticPods, caDirectories, hasUnifiedCgroups, swaps, driver, architecture, resolvConf] =
    await Promise.all([
      readHostname(files),
      observeDefaultAddress(files, ports.interfaces),
      findStaticPodPath(ports, wantedStaticPodPath),
      observeCaDirectories(files),
      isPresent(files, "/sys/fs/cgroup/cgroup.controllers"),
      files.readText(absolute("/proc/swaps")),
      observeRuntimeCgroupDriver(ports),
      observeArchitecture(files, commands),
      isSystemd ? observeResolvConf(commands) : undefined,
    ]);
  return {
    hostname,
    defaultAddress: address,
    staticPodPath: staticPods.path,
    caDirectories,
    resolvConf,
    cgroupVersion: hasUnifiedCgroups ? 2 : 1,
    isSystemd,
    // The kubelet's own test: more than the table's header.
    isSwapOn: swaps.kind === "present" && swaps.value.trim().split("\n").length > 1,
    runtimeCgroupDriver: driver,
    architecture,
    proxyEnv: proxyVariables(environment),
  };
}

async function readHostname(files: FileSystem): Promise<string> {
  const read = await files.readText(absolute("/proc/sys/kernel/hostname"));
  return read.kind === "present" ? read.value.trim() : "";
}

async function isPresent(files: FileSystem, path: string): Promise<boolean> {
  return (await files.status(absolute(path))).kind === "present";
}

async function observeResolvConf(commands: Commands): Promise<AbsolutePath | undefined> {
  const { exitCode } = await commands.run("systemctl", ["is-active", "--quiet", "systemd-resolved"], {
    timeoutMs: 5_000,
  });
  return exitCode === 0 ? RESOLVED_CONF : undefined;
}
