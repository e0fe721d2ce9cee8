import type { AccountResource } from "../../domain/resource.ts";
import type { Change } from "../../domain/step.ts";
import { accountNotMade } from "../../errors/apply.ts";
import type { Commands } from "../../ports/commands.ts";

const EXISTS = 9;

/** Makes a system user with its group. Safe to repeat. Rejects with AccountNotMade. */
export async function applyAccount({ name }: AccountResource, change: Change, commands: Commands): Promise<void> {
  if (change.kind === "keep") {
    return;
  }
  const args = [
    "--system",
    "--user-group",
    "--no-create-home",
    "--home-dir",
    "/nonexistent",
    "--shell",
    "/usr/sbin/nologin",
    name,
  ];
  const result = await commands.run("useradd", args, { timeoutMs: 30_000 });
  if (result.exitCode !== 0 && result.exitCode !== EXISTS) {
    throw accountNotMade(name, result.startError ?? result.stderr.trim());
  }
}
