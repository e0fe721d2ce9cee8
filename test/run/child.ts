import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

let current: ChildProcess | undefined;

/** Runs a program on this terminal; it ends with this process. Rejects where it does not end with exit status 0. */
export async function runToEnd(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  current = spawn("setpriv", ["--pdeathsig", "KILL", file, ...args], {
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  const [status, signal] = await once(current, "exit");
  current = undefined;
  if (status !== 0) {
    throw new Error(`${file} ${args.join(" ")}: ${signal ?? `exit status ${status}`}`);
  }
}

/** Ends what {@link runToEnd} runs now. */
export async function endChild(): Promise<void> {
  if (current !== undefined) {
    const ended = once(current, "exit");
    current.kill("SIGKILL");
    await ended;
  }
}
