import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { Finding } from "../../domain/finding.ts";
import { couldNotRead } from "../../errors/apply.ts";
import type { Commands } from "../../ports/commands.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { checkRuntimeConfiguration } from "./check-runtime-configuration.ts";
import { parseRuntimeVersion } from "./render-runtime-configuration.ts";
import type { RuntimeSettings } from "./runtime-settings.ts";

/** The first words of a configuration that steadyplane wrote. */
export const RUNTIME_MARKER = "# Written by steadyplane.";

/** containerd's configuration. `package-default`: as its Debian package installed it. */
export type RuntimeConfigurationObservation =
  | { readonly kind: "absent" }
  | { readonly kind: "package-default" }
  | { readonly kind: "ours"; readonly text: string; readonly runtimeVersion: string | undefined }
  /** Somebody's own. Without findings it will do. */
  | { readonly kind: "foreign"; readonly findings: readonly Finding[] };

export interface RuntimeConfigurationPorts {
  readonly commands: Commands;
  readonly files: FileSystem;
}

/** Rejects with CouldNotRead. */
export async function observeRuntimeConfiguration(
  path: AbsolutePath,
  settings: RuntimeSettings,
  ports: RuntimeConfigurationPorts,
): Promise<RuntimeConfigurationObservation> {
  const read = await ports.files.readText(path);
  switch (read.kind) {
    case "absent":
      return { kind: "absent" };
    case "unreadable":
      throw couldNotRead(path, read.reason);
    case "present":
      if (read.value.startsWith(RUNTIME_MARKER)) {
        return { kind: "ours", text: read.value, runtimeVersion: await observeRuntimeVersion(ports.commands) };
      }
      return (await isPackageDefault(path, ports.commands))
        ? { kind: "package-default" }
        : { kind: "foreign", findings: await checkForeign(path, settings, ports.commands) };
  }
}

/** Undefined where there is no containerd. */
export async function observeRuntimeVersion(commands: Commands): Promise<string | undefined> {
  return parseRuntimeVersion((await commands.run("containerd", ["--version"])).stdout);
}

async function isPackageDefault(path: AbsolutePath, commands: Commands): Promise<boolean> {
  const owner = await commands.run("dpkg-query", ["--search", path]);
  const name = /^(?<name>[^:,\s]+):/u.exec(owner.stdout)?.groups?.["name"];
  if (owner.exitCode !== 0 || name === undefined) {
    return false;
  }
  // It names the files that differ from the package, and exits 0 or 2.
  const verified = await commands.run("dpkg", ["--verify", name]);
  return verified.startError === undefined && !verified.stdout.split("\n").some((line) => line.endsWith(` ${path}`));
}

async function checkForeign(
  path: AbsolutePath,
  settings: RuntimeSettings,
  commands: Commands,
): Promise<readonly Finding[]> {
  const dump = await commands.run("containerd", ["--config", path, "config", "dump"]);
  return dump.exitCode === 0 ? checkRuntimeConfiguration(path, dump.stdout, settings) : [unknownConfiguration(path)];
}

function unknownConfiguration(path: AbsolutePath): Finding {
  return {
    check: "RuntimeConfiguration",
    level: "unknown",
    what: `containerd could not say what ${path} amounts to.`,
    why: "Pods may not start. The file was not written by steadyplane, so it was left as it is.",
    fix: [`containerd --config ${path} config dump`],
  };
}
