import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

export interface CommandOutcome {
  /** Undefined where a signal ended it. */
  readonly status: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly tookMs: number;
}

export interface CommandOptions {
  readonly input?: string;
  /** The whole environment; by default this process's own. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** After this long it is killed; default 2 minutes. */
  readonly timeoutMs?: number;
}

/** A program that runs. */
export interface RunningCommand {
  readonly child: ChildProcess;
  readonly outcome: Promise<CommandOutcome>;
}

// A daemon that inherited the pipes must not keep its starter waiting.
const DRAIN_MS = 200;

/** Starts a program. A failure is an outcome; rejects only where it cannot be started at all. */
export function start(file: string, args: readonly string[], options: CommandOptions = {}): RunningCommand {
  const startedAt = performance.now();
  const child = spawn(file, args, {
    ...(options.env === undefined ? {} : { env: options.env }),
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    stdio: ["pipe", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output.stderr += text));
  child.stdin.on("error", () => undefined).end(options.input ?? "");
  const closed = once(child, "close");
  const outcome = once(child, "exit").then(async ([status, signal]) => {
    const tookMs = performance.now() - startedAt;
    await Promise.race([closed, sleep(DRAIN_MS)]);
    return { status: status ?? undefined, signal: signal ?? undefined, ...output, tookMs };
  });
  return { child, outcome };
}

/** Runs a program to its end. */
export async function run(
  file: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandOutcome> {
  const { child, outcome } = start(file, args, options);
  const timer = setTimeout(() => child.kill("SIGKILL"), options.timeoutMs ?? 120_000);
  return outcome.finally(() => clearTimeout(timer));
}

/** What a program prints. Rejects, with all it said, where it fails. */
export async function must(file: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  return succeeded([file, ...args], await run(file, args, options)).stdout;
}

/** `outcome`, or an error that shows the command line and what it said. */
export function succeeded(commandLine: readonly string[], outcome: CommandOutcome): CommandOutcome {
  if (outcome.status !== 0) {
    const end = outcome.signal ?? `exit status ${outcome.status}`;
    throw new Error(`${commandLine.join(" ")}: ${end}\n${outcome.stdout}${outcome.stderr}`);
  }
  return outcome;
}
