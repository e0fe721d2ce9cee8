import type { ChildProcess } from "node:child_process";
import type { Options } from "execa";
import type { CommandOptions, CommandResult, Commands } from "../ports/commands.ts";
import { OutputCollector } from "./output-collector.ts";

const OUTPUT_LIMIT = 8 * 2 ** 20;
/** How long a program that is to end may take before it is killed. */
const GRACE_MS = 5_000;
/** How long output is waited for after the program has ended. */
const DRAIN_MS = 1_000;

/** Programs of this host. Of more than 8 Mi characters of output the last are kept. */
export class ExecaCommands implements Commands {
  async run(file: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
    const { execa } = await import("execa");
    const stdout = new OutputCollector(OUTPUT_LIMIT, options.onLine);
    const stderr = new OutputCollector(OUTPUT_LIMIT, options.onLine);
    try {
      const subprocess = execa(file, args, execaOptions(options));
      subprocess.stdout?.setEncoding("utf8").on("data", (chunk: string) => stdout.add(chunk));
      subprocess.stderr?.setEncoding("utf8").on("data", (chunk: string) => stderr.add(chunk));
      subprocess.nodeChildProcess.once("exit", () => closeOutputSoon(subprocess));
      const result = await subprocess;
      return { ...outcomeOf(result), stdout: stdout.finish(), stderr: stderr.finish() };
    } catch (error) {
      // Execa throws where it does not even try, such as a NUL in an argument.
      return { ...NOT_STARTED, startError: error instanceof Error ? error.message : String(error) };
    }
  }
}

// A daemon that the program left behind may hold on to its output for ever.
function closeOutputSoon({ stdout, stderr }: Pick<ChildProcess, "stdout" | "stderr">): void {
  const close = setTimeout(() => [stdout, stderr].forEach((stream) => stream?.destroy()), DRAIN_MS);
  close.unref();
}

const NOT_STARTED: CommandResult = {
  exitCode: undefined,
  signal: undefined,
  stdout: "",
  stderr: "",
  startError: undefined,
  hasTimedOut: false,
};

function execaOptions(options: CommandOptions) {
  const { input, env, cwd, timeoutMs, signal } = options;
  return {
    reject: false,
    buffer: false,
    forceKillAfterDelay: GRACE_MS,
    ...(input === undefined ? { stdin: "ignore" } : { input }),
    ...(env === undefined ? {} : { env }),
    ...(cwd === undefined ? {} : { cwd }),
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    ...(signal === undefined ? {} : { cancelSignal: signal }),
  } as const satisfies Options;
}

/** What execa tells of a program that has ended, or was never started. */
interface Ended {
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly code?: string | undefined;
  readonly timedOut: boolean;
  readonly isCanceled: boolean;
}

function outcomeOf(result: Ended): Omit<CommandResult, "stdout" | "stderr"> {
  const { exitCode, timedOut: hasTimedOut, isCanceled, code } = result;
  const signal = result.signal ?? (isCanceled ? "SIGTERM" : undefined);
  const hasStarted = exitCode !== undefined || signal !== undefined || hasTimedOut;
  return { exitCode, signal, hasTimedOut, startError: hasStarted ? undefined : (code ?? "EIO") };
}
