import type { Commands } from "../../ports/commands.ts";

const GO_NAMES: Readonly<Record<string, string>> = {
  x86_64: "amd64",
  aarch64: "arm64",
  armv7l: "arm",
  armv6l: "arm",
  i686: "386",
};

/** The machine's architecture as Go calls it; `unknown` where the host does not tell. */
export async function observeArchitecture(commands: Commands): Promise<string> {
  const { exitCode, stdout } = await commands.run("uname", ["-m"], { timeoutMs: 5_000 });
  const machine = stdout.trim();
  return exitCode === 0 && machine !== "" ? (GO_NAMES[machine] ?? machine) : "unknown";
}
