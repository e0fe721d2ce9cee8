import { absolute } from "../../domain/absolute-path.ts";
import type { Commands } from "../../ports/commands.ts";
import type { FileSystem } from "../../ports/file-system.ts";

const GO_NAMES: Readonly<Record<string, string>> = {
  x86_64: "amd64",
  aarch64: "arm64",
  armv7l: "arm",
  armv6l: "arm",
  i686: "386",
};

/** The machine's architecture as Go calls it; `unknown` where the host does not tell. */
export async function observeArchitecture(files: FileSystem, commands: Commands): Promise<string> {
  // Kernels before 6.1 have no such file, and starting a program costs more than reading one.
  const file = await files.readText(absolute("/proc/sys/kernel/arch"));
  const machine = file.kind === "present" ? file.value.trim() : await askUname(commands);
  return machine === "" ? "unknown" : (GO_NAMES[machine] ?? machine);
}

async function askUname(commands: Commands): Promise<string> {
  const { exitCode, stdout } = await commands.run("uname", ["-m"], { timeoutMs: 5_000 });
  return exitCode === 0 ? stdout.trim() : "";
}
