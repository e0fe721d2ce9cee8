import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import type { Listener, Processes, ProcessView } from "../ports/processes.ts";
import { parseListeningSockets } from "./listening-sockets.ts";
import { systemErrorCode } from "./system-error-code.ts";

// What /proc counts in is 1/100 s on every architecture that Kubernetes runs on, whatever the kernel's own tick.
const TICKS_PER_SECOND = 100;
// The kernel cuts a process's name here; the longer one is in its arguments.
const COMM_LENGTH = 15;

/**
 * /proc, as this process sees it; sockets are those of its network namespace. Files there are read synchronously:
 * the kernel answers from memory, and thousands of small reads cost less than as many promises.
 */
export class LinuxProcesses implements Processes {
  async list(): Promise<readonly ProcessView[]> {
    const bootedAt = bootTime();
    return pids().flatMap((pid) => viewOf(pid, bootedAt) ?? []);
  }

  async isRunning(pid: number): Promise<boolean> {
    const stat = read(`/proc/${pid}/stat`);
    return stat !== undefined && !["Z", "X"].includes(stat.charAt(stat.lastIndexOf(")") + 2));
  }

  async listeners(): Promise<readonly Listener[]> {
    const sockets = ["/proc/self/net/tcp", "/proc/self/net/tcp6"].flatMap((path) =>
      parseListeningSockets(read(path) ?? ""),
    );
    const owners = socketOwners(new Set(sockets.map(({ inode }) => inode)));
    return sockets.map(({ address, port, inode }) => ({ address, port, process: owners.get(inode) }));
  }

  async signal(pid: number, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    // Zero and negative numbers name process groups.
    if (!Number.isInteger(pid) || pid < 2) {
      throw new RangeError(`not the pid of a process that may be signalled: ${pid}`);
    }
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (systemErrorCode(error) !== "ESRCH") {
        throw error;
      }
    }
  }
}

/** Undefined where it is gone or only waits to be reaped. */
function viewOf(pid: number, bootedAt: number): ProcessView | undefined {
  const stat = read(`/proc/${pid}/stat`);
  const cmdline = read(`/proc/${pid}/cmdline`);
  if (stat === undefined || cmdline === undefined) {
    return undefined;
  }
  // The name stands in parentheses and may itself hold spaces and parentheses. After it the third field begins.
  const end = stat.lastIndexOf(")");
  const fields = stat.slice(end + 2).split(" ");
  if (fields[0] === "Z" || fields[0] === "X") {
    return undefined;
  }
  const args = cmdline.split("\0").slice(0, -1);
  const name = fullName(stat.slice(stat.indexOf("(") + 1, end), args[0]);
  return { pid, name, args, startedAt: bootedAt + (Number(fields[19]) * 1000) / TICKS_PER_SECOND };
}

function fullName(comm: string, program = ""): string {
  const base = program.slice(program.lastIndexOf("/") + 1);
  // Node.js calls its main thread, and with it the process, MainThread.
  const isCut = comm.length === COMM_LENGTH && base.startsWith(comm);
  return base !== "" && (isCut || comm === "MainThread") ? base : comm;
}

function socketOwners(inodes: ReadonlySet<string>): Map<string, { readonly pid: number; readonly name: string }> {
  const owners = new Map<string, { readonly pid: number; readonly name: string }>();
  for (const pid of pids()) {
    if (owners.size === inodes.size) {
      break;
    }
    for (const inode of socketsOf(pid)) {
      if (inodes.has(inode) && !owners.has(inode)) {
        owners.set(inode, { pid, name: viewOf(pid, 0)?.name ?? "" });
      }
    }
  }
  return owners;
}

function socketsOf(pid: number): readonly string[] {
  const directory = `/proc/${pid}/fd`;
  return attempt(() => readdirSync(directory), []).flatMap((fd) => {
    const target = attempt(() => readlinkSync(`${directory}/${fd}`), "");
    return /^socket:\[(\d+)\]$/u.exec(target)?.[1] ?? [];
  });
}

function pids(): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/u.test(name))
    .map(Number)
    .toSorted((a, b) => a - b);
}

function bootTime(): number {
  const seconds = /^btime (\d+)$/mu.exec(readFileSync("/proc/stat", "utf8"))?.[1];
  return Number(seconds) * 1000;
}

function read(path: string): string | undefined {
  return attempt(() => readFileSync(path, "utf8"), undefined);
}

// Processes end while they are looked at, and some belong to others.
function attempt<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch {
    return otherwise;
  }
}
