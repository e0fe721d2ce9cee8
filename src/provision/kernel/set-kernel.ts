import { absolute } from "../../domain/absolute-path.ts";
import { kernelSettingRefused } from "../../errors/provision.ts";
import type { Commands } from "../../ports/commands.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { lastWords } from "../last-words.ts";
import { type KernelSettings, procPath } from "./kernel-settings.ts";

/**
 * Loads modules and sets parameters. A module that cannot be loaded is passed over, since it may be built in; so are
 * parameters that the kernel does not have. Rejects with KernelSettingRefused.
 */
export async function setKernel(
  modules: readonly string[],
  settings: KernelSettings,
  ports: { readonly commands: Commands; readonly files: FileSystem },
): Promise<void> {
  for (const module of modules) {
    await ports.commands.run("modprobe", [module]);
  }
  for (const [name, value] of Object.entries(settings)) {
    const path = absolute(procPath(name));
    const read = await ports.files.readText(path);
    if (read.kind === "present" && read.value.trim() !== value) {
      // No sysctl(8): minimal systems do not have it.
      const result = await ports.commands.run("tee", [path], { input: `${value}\n` });
      if (result.exitCode !== 0) {
        throw kernelSettingRefused(name, value, lastWords(result));
      }
    }
  }
}
