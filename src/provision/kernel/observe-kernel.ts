import { absolute, type AbsolutePath } from "../../domain/absolute-path.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { findFirst } from "../packages/find-missing-packages.ts";
import { BRIDGE_FILTER, FORWARDING, IPV6_FORWARDING, procPath } from "./kernel-settings.ts";

export interface KernelObservation {
  /** Current values; a parameter that this kernel does not have (yet) is left out. */
  readonly values: Readonly<Record<string, string>>;
  readonly sysctlFile: string | undefined;
  /** Modules that are neither loaded nor built in; empty where the host has no modprobe. */
  readonly loadableModules: readonly string[];
}

const MODPROBE = ["/usr/sbin/modprobe", "/sbin/modprobe"];

export async function observeKernel(sysctlFile: AbsolutePath, files: FileSystem): Promise<KernelObservation> {
  const values: Record<string, string> = {};
  for (const name of Object.keys({ ...FORWARDING, ...IPV6_FORWARDING, ...BRIDGE_FILTER })) {
    const text = await readOptional(absolute(procPath(name)), files);
    if (text !== undefined) {
      values[name] = text.trim();
    }
  }
  const hasModprobe = (await findFirst(MODPROBE, files)) !== undefined;
  const fileSystems = (await readOptional(absolute("/proc/filesystems"), files)) ?? "";
  const missing = [
    ...(/\boverlay$/mu.test(fileSystems) ? [] : ["overlay"]),
    ...(Object.keys(BRIDGE_FILTER).every((name) => name in values) ? [] : ["br_netfilter"]),
  ];
  return { values, sysctlFile: await readOptional(sysctlFile, files), loadableModules: hasModprobe ? missing : [] };
}

async function readOptional(path: AbsolutePath, files: FileSystem): Promise<string | undefined> {
  const read = await files.readText(path);
  return read.kind === "present" ? read.value : undefined;
}
