import { absolute } from "../../domain/absolute-path.ts";
import type { HostFacts } from "../../domain/node-spec.ts";
import type { ContainerRuntime } from "../../ports/container-runtime.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { Processes } from "../../ports/processes.ts";
import { flagValue } from "./flag-value.ts";
import { isSameHost } from "./is-same-host.ts";

type Driver = HostFacts["runtimeCgroupDriver"];

/** The runtime's cgroup driver as it says itself, else as the running containerd was configured (before 2.0). */
export async function observeRuntimeCgroupDriver(ports: {
  readonly files: FileSystem;
  readonly processes: Processes;
  readonly runtime?: ContainerRuntime | undefined;
}): Promise<Driver> {
  const said = await ports.runtime?.cgroupDriver().catch(() => undefined);
  return said ?? (await containerdDriver(ports.files, ports.processes));
}

async function containerdDriver(files: FileSystem, processes: Processes): Promise<Driver> {
  const running = (await processes.list()).filter(({ name }) => name === "containerd");
  for (const { pid, args } of running) {
    if (await isSameHost(files, pid)) {
      const path = flagValue(args, "config") ?? shortFlagValue(args) ?? "/etc/containerd/config.toml";
      return path.startsWith("/") ? driverIn(files, path) : undefined;
    }
  }
  return undefined;
}

function shortFlagValue(args: readonly string[]): string | undefined {
  const at = args.lastIndexOf("-c");
  return at < 0 ? undefined : args[at + 1];
}

async function driverIn(files: FileSystem, path: string): Promise<Driver> {
  const read = await files.readText(absolute(path));
  if (read.kind === "unreadable") {
    return undefined;
  }
  const text = read.kind === "present" ? read.value : "";
  const values = new Set([...text.matchAll(/^\s*SystemdCgroup\s*=\s*(true|false)/gmu)].map(([, value]) => value));
  if (values.size > 1 || (values.size === 0 && /^\s*imports\s*=/mu.test(text))) {
    return undefined;
  }
  return values.has("true") ? "systemd" : "cgroupfs";
}
