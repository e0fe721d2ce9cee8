import { type ChildProcess, spawn } from "node:child_process";
import { guardNotStarted } from "../errors/packet-filter.ts";
import type { Guard, GuardedTable } from "../ports/guard.ts";

const LIMIT_MS = 15_000;

/**
 * Each guard is a process in a session of its own. It reads this process's end from its standard input, which the kernel
 * closes however this process ends.
 */
export class GuardProcess implements Guard {
  readonly #command: readonly [string, ...string[]];

  /** `command` runs a guard of the table that is appended as JSON; it prints a line once it watches. */
  constructor(command: readonly [string, ...string[]]) {
    this.#command = command;
  }

  async start(guarded: GuardedTable): Promise<{ release(): void }> {
    const [program, ...args] = this.#command;
    const child = spawn(program, [...args, JSON.stringify(guarded)], {
      cwd: "/",
      detached: true,
      stdio: ["pipe", "pipe", "ignore"],
    });
    const problem = await problemOf(child);
    if (problem !== undefined) {
      child.kill("SIGKILL");
      throw guardNotStarted(problem);
    }
    child.stdout.destroy();
    child.unref();
    // Nothing here waits for the guard, and its end must not be this process's.
    child.stdin.on("error", () => undefined);
    (child.stdin as { unref?: () => void }).unref?.();
    return { release: () => void child.stdin.end("release\n") };
  }
}

/** Undefined as soon as it watches. */
async function problemOf(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(`it was not ready within ${LIMIT_MS / 1000} s`), LIMIT_MS);
    const settle = (problem: string | undefined): void => {
      clearTimeout(timer);
      resolve(problem);
    };
    child.once("error", (error) => settle(error.message));
    child.once("exit", (status, signal) => settle(`it ended with ${signal ?? `exit status ${status}`}`));
    child.stdout?.once("data", () => settle(undefined));
  });
}
