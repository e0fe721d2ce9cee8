import {
  packageManagerInterrupted,
  packageManagerLocked,
  packageManagerMissing,
  packagesFailed,
  packagesUnreachable,
} from "../../errors/provision.ts";
import type { Clock } from "../../ports/clock.ts";
import type { CommandResult, Commands } from "../../ports/commands.ts";
import { lastWords } from "../last-words.ts";
import { readAptFailure } from "./read-apt-failure.ts";

const LOCK_LIMIT_MS = 60_000;
const LOCK_POLL_MS = 1_000;
const RUN_LIMIT_MS = 900_000;

export interface PackagePorts {
  readonly commands: Commands;
  readonly clock: Clock;
}

type Progress = (detail: string) => void;

/**
 * Installs Debian packages without their recommendations; refreshes the package lists only where apt-get does not know
 * them or what it knows is gone. Waits a minute for another package manager. Rejects with one of the Package… errors.
 */
export async function installPackages(
  names: readonly string[],
  ports: PackagePorts,
  progress: Progress,
): Promise<void> {
  const install = ["install", "--yes", "--no-install-recommends", ...names];
  const first = await runApt(install, names, ports, progress);
  if (first.exitCode === 0) {
    return;
  }
  if (readAptFailure(first.stderr).kind !== "outdated") {
    throw aptError(names, first);
  }
  progress("reading the package lists");
  await runApt(["update"], names, ports, progress);
  const second = await runApt(install, names, ports, progress);
  if (second.exitCode !== 0) {
    throw aptError(names, second);
  }
}

async function runApt(
  args: readonly string[],
  names: readonly string[],
  ports: PackagePorts,
  progress: Progress,
): Promise<CommandResult> {
  const { commands, clock } = ports;
  const startedAt = clock.monotonicMs();
  for (;;) {
    const result = await commands.run("apt-get", ["-o", "Dpkg::Options::=--force-confold", ...args], {
      env: { DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C.UTF-8" },
      timeoutMs: RUN_LIMIT_MS,
      onLine: (line) => reportLine(line, progress),
    });
    if (result.startError === "ENOENT") {
      throw packageManagerMissing(names);
    }
    const failure = result.exitCode === 0 ? undefined : readAptFailure(result.stderr);
    if (failure?.kind !== "locked") {
      return result;
    }
    if (clock.monotonicMs() - startedAt >= LOCK_LIMIT_MS) {
      throw packageManagerLocked(failure.holder, failure.lock, LOCK_LIMIT_MS);
    }
    progress(`waiting for ${failure.holder}, which holds the package database`);
    await clock.sleep(LOCK_POLL_MS);
  }
}

function reportLine(line: string, progress: Progress): void {
  const step =
    /^(?:Get:\d+ .*? (?<fetched>[a-z0-9][a-z0-9.+-]+) \S+ \S+ \[|(?<done>Unpacking|Setting up) (?<name>\S+))/u.exec(
      line,
    );
  const { fetched, done, name } = step?.groups ?? {};
  if (fetched !== undefined) {
    progress(`downloading ${fetched}`);
  } else if (done !== undefined && name !== undefined) {
    progress(`${done.toLowerCase()} ${name}`);
  }
}

function aptError(names: readonly string[], result: CommandResult): Error {
  const words = lastWords(result);
  switch (readAptFailure(result.stderr).kind) {
    case "interrupted":
      return packageManagerInterrupted(words);
    case "unreachable":
    case "outdated":
      return packagesUnreachable(names, words);
    default:
      return packagesFailed(names, words);
  }
}
