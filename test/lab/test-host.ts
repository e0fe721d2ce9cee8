import type { Readable } from "node:stream";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { repositoryRoot } from "../support/repository-root.ts";
import { cgroupProcesses, hierarchies, makeCgroup, removeCgroup } from "./cgroups.ts";
import { claimNumber, PREFIX, releaseClaim } from "./claims.ts";
import { type CommandOptions, type CommandOutcome, run, start, succeeded } from "./command.ts";
import { connect, disconnect } from "./network.ts";
import { childrenOf } from "./process-identity.ts";

/** Where test hosts keep what is on their disks. */
export const LAB_DIRECTORY = "/var/tmp/spl-lab";

const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const START_LIMIT_MS = 20_000;
const BECOME_HOST = join(repositoryRoot, "test/lab/become-host.sh");
const IN_CGROUP = join(repositoryRoot, "test/lab/in-cgroup.sh");

export interface TestHostOptions {
  /** Host name; by default the lab's own for it. */
  readonly hostname?: string;
  /** Fills the host's disk before it starts. */
  readonly prepare?: (disk: HostDisk) => Promise<void>;
}

/** Directories of this machine that become a host's. */
export interface HostDisk {
  readonly root: string;
  /** /usr/local/bin. */
  readonly localBin: string;
}

/** A program that runs on a test host. */
export interface HostProcess {
  readonly outcome: Promise<CommandOutcome>;
  /** The program's pid on this machine; undefined before it has begun and once it has ended. */
  pid(): number | undefined;
  /** Sends a signal to the program itself. False where there is none. */
  kill(signal: NodeJS.Signals): boolean;
}

/**
 * A machine of its own in namespaces of this one: network, mounts, processes, host name, cgroups, IPC. It sees the
 * programs of this machine and the checkout (read-only), shares the caches, and has its own disk besides.
 */
export interface TestHost {
  /** Name of the network namespace and the cgroup. */
  readonly name: string;
  readonly hostname: string;
  readonly address: string;
  /** A path of the host as this machine reaches it. Absolute symlinks on the way lead astray. */
  path(path: string): string;
  /** Runs a program to its end. A failure is an outcome. */
  run(file: string, args: readonly string[], options?: CommandOptions): Promise<CommandOutcome>;
  /** What a program prints. Rejects, with all it said, where it fails. */
  must(file: string, args: readonly string[], options?: CommandOptions): Promise<string>;
  /** What a shell script prints. */
  sh(script: string, options?: CommandOptions): Promise<string>;
  start(file: string, args: readonly string[], options?: CommandOptions): HostProcess;
  /** Ends every process of the host and removes every trace of it. */
  destroy(): Promise<void>;
}

/** Starts a test host. Needs root. */
export async function createTestHost(options: TestHostOptions = {}): Promise<TestHost> {
  const number = claimNumber();
  const name = `${PREFIX}${number}`;
  try {
    const hostname = options.hostname ?? name;
    const directory = join(LAB_DIRECTORY, name);
    const disk: HostDisk = { root: join(directory, "root"), localBin: join(directory, "local-bin") };
    mkdirSync(disk.root, { recursive: true, mode: 0o755 });
    mkdirSync(disk.localBin);
    const { address, gateway } = await connect(name, number);
    const procs = makeCgroup(name).join(":");
    await options.prepare?.(disk);
    const keeper = await startKeeper([procs, name, directory, hostname, gateway]);
    return testHost({ name, hostname, address, procs, keeper });
  } catch (error) {
    await removeHost(name);
    throw error;
  }
}

async function startKeeper(host: readonly [string, string, string, string, string]): Promise<number> {
  const [procs, name, directory, hostname, gateway] = host;
  const mounts = hierarchies().map(({ type, mountPoint, options }) => `${type} ${mountPoint} ${options}`);
  const unshare = ["unshare", "--mount", "--uts", "--ipc", "--cgroup", "--pid", "--fork", "--propagation", "private"];
  const become = ["sh", BECOME_HOST, directory, hostname, gateway, repositoryRoot, mounts.join("\n")];
  const child = spawn("sh", [IN_CGROUP, procs, "nsenter", `--net=/run/netns/${name}`, ...unshare, ...become], {
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    env: { PATH },
  });
  const said = await firstWords(child.stdout, child.stderr);
  const keeper = child.pid === undefined ? undefined : childrenOf(child.pid)[0];
  if (!said.includes("ready") || keeper === undefined) {
    throw new Error(`test host ${name} did not start:\n${said}`);
  }
  child.stdout.destroy();
  child.stderr.destroy();
  child.unref();
  return keeper;
}

async function firstWords(stdout: Readable, stderr: Readable): Promise<string> {
  let said = "";
  stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  await Promise.race([once(stdout, "data"), once(stdout, "end"), sleep(START_LIMIT_MS, undefined, { ref: false })]);
  return said;
}

interface Keys {
  readonly name: string;
  readonly hostname: string;
  readonly address: string;
  readonly procs: string;
  /** Pid of the host's first process. */
  readonly keeper: number;
}

function testHost({ name, hostname, address, procs, keeper }: Keys): TestHost {
  const enter = (file: string, args: readonly string[], cwd: string): readonly string[] => {
    const namespaces = ["--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", `--wdns=${cwd}`];
    return [IN_CGROUP, procs, "nsenter", `--target=${keeper}`, ...namespaces, "--", file, ...args];
  };
  const inside = (options: CommandOptions): CommandOptions => ({
    ...options,
    cwd: "/",
    env: { PATH, HOME: "/root", LANG: "C.UTF-8", ...options.env },
  });
  const launch = (file: string, args: readonly string[], options: CommandOptions = {}): HostProcess => {
    const { child, outcome } = start("sh", enter(file, args, options.cwd ?? "/"), inside(options));
    // nsenter stays as the parent of what it starts in the host's process namespace.
    const pid = (): number | undefined => (child.pid === undefined ? undefined : childrenOf(child.pid)[0]);
    return { outcome, pid, kill: (signal) => sendSignal(pid(), signal) };
  };
  const runInside: TestHost["run"] = async (file, args, options = {}) => {
    const { outcome, kill } = launch(file, args, options);
    const timer = setTimeout(() => kill("SIGKILL"), options.timeoutMs ?? 120_000);
    return outcome.finally(() => clearTimeout(timer));
  };
  const must: TestHost["must"] = async (file, args, options) =>
    succeeded([file, ...args], await runInside(file, args, options)).stdout;
  return {
    name,
    hostname,
    address,
    path: (path) => `/proc/${keeper}/root${path}`,
    run: runInside,
    must,
    sh: async (script, options) => must("sh", ["-eu", "-c", script], options),
    start: launch,
    destroy: async () => removeHost(name),
  };
}

function sendSignal(pid: number | undefined, signal: NodeJS.Signals): boolean {
  if (pid !== undefined) {
    process.kill(pid, signal);
  }
  return pid !== undefined;
}

/** Ends and removes the test host `name`, or what is left of it. */
export async function removeHost(name: string): Promise<void> {
  await endProcesses(name);
  await disconnect(name);
  await removeCgroup(name);
  await run("rm", ["-rf", "--one-file-system", join(LAB_DIRECTORY, name)]);
  releaseClaim(name);
}

async function endProcesses(name: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const pids = cgroupProcesses(name);
    if (pids.length === 0) {
      return;
    }
    for (const pid of pids) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It went by itself.
      }
    }
    await sleep(25);
  }
  throw new Error(`processes of ${name} cannot be ended: ${cgroupProcesses(name).join(" ")}`);
}
