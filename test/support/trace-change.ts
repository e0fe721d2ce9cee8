import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { repositoryRoot } from "./repository-root.ts";

/** How a run ended: what it printed after it was told to go on, and the signal that killed it. */
export interface EndedRun {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly said: string;
}

/**
 * Carries out a change of the node below `root` in a process of its own. All of its file operations are made by one
 * thread, and that thread is traced by strace with `args`. `wrap` goes before the command line.
 */
export async function traceChange(
  root: string,
  args: readonly string[],
  wrap: readonly string[] = [],
): Promise<EndedRun> {
  const [program = "", ...before] = [...wrap, process.execPath];
  const run = spawn(program, [...before, `${repositoryRoot}/test/support/file-change-entry.ts`, root], {
    env: { ...process.env, UV_THREADPOOL_SIZE: "1", NODE_COMPILE_CACHE: `${repositoryRoot}/node_modules/.cache/test` },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(run, "exit");
  const lines = createInterface(run.stdout);
  const said: string[] = [];
  await once(lines, "line");
  lines.on("line", (line) => said.push(line));
  const strace = args.length === 0 ? undefined : await attach(fileThread(run.pid ?? 0), args);
  run.stdin.write("go\n");
  const [status, signal] = (await ended) as [number | null, NodeJS.Signals | null];
  if (strace !== undefined && strace.exitCode === null) {
    await once(strace, "exit");
  }
  return { status, signal, said: said.join("\n") };
}

function fileThread(pid: number): string {
  const threads = readdirSync(`/proc/${pid}/task`);
  const found = threads.filter((id) => readFileSync(`/proc/${pid}/task/${id}/comm`, "utf8").trim() === "libuv-worker");
  const [thread] = found;
  if (thread === undefined || found.length > 1) {
    throw new Error(`${found.length} threads of ${pid} read and write files`);
  }
  return thread;
}

async function attach(thread: string, args: readonly string[]): Promise<ChildProcess> {
  const strace = spawn("strace", ["-p", thread, ...args], { stdio: ["ignore", "ignore", "pipe"] });
  const words = createInterface(strace.stderr);
  await new Promise<void>((resolve, reject) => {
    words.on("line", (line) => (line.includes("attached") ? resolve() : undefined));
    strace.once("exit", (code) => reject(new Error(`strace could not attach (${code})`)));
  });
  return strace;
}
