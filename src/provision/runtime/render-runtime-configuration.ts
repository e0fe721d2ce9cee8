import type { RenderTemplate } from "../../desired/templates.ts";
import { runtimeUnsupported } from "../../errors/provision.ts";
import type { RuntimeConfigurationView, RuntimeSettings } from "./runtime-settings.ts";

const OLDEST_MINOR_OF_1 = 6;

/**
 * containerd's configuration for `version` (such as 1.6.20): format 2 below 2.0, format 3 from there on.
 * Throws RuntimeUnsupported below 1.6.
 */
export function renderRuntimeConfiguration(version: string, settings: RuntimeSettings, render: RenderTemplate): string {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < 1 || (major === 1 && minor < OLDEST_MINOR_OF_1)) {
    throw runtimeUnsupported(version);
  }
  const { cgroupDriver, ...rest } = settings;
  const view: RuntimeConfigurationView = { ...rest, isSystemdCgroup: cgroupDriver === "systemd" };
  return render(major === 1 ? "host/containerd-v2.toml" : "host/containerd-v3.toml", view);
}

/** The number in what `containerd --version` prints, or undefined. */
export function parseRuntimeVersion(output: string): string | undefined {
  return /\bcontainerd\S*\s+v?(?<version>\d+\.\d+\.\d+)/u.exec(output)?.groups?.["version"];
}
