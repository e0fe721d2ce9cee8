import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { serviceDidNotStart, serviceDidNotStop, serviceNotDefined } from "../errors/provision.ts";
import type { ServiceName, Services, ServiceStatus } from "../ports/services.ts";
import { endProcess, signalProcess } from "./supervisor/end-process.ts";
import { isAlive } from "./supervisor/process-identity.ts";
import { lastLines } from "./supervisor/service-log.ts";
import { type ServiceDirectories, type ServicePaths, servicePaths } from "./supervisor/service-paths.ts";
import { readState, type ServiceState } from "./supervisor/service-state.ts";

export interface SupervisedServicesSettings {
  readonly directories: ServiceDirectories;
  /** Runs the supervisor of the service whose name is appended: a Node binary, its flags, an entry file, a subcommand. */
  readonly supervisorCommand: readonly [string, ...string[]];
  /** How long a supervisor may take to start or end the service. */
  readonly limitMs?: number;
}

const LIMIT_MS = 30_000;
const POLL_MS = 10;
const EVIDENCE_LINES = 10;

/** Services below a supervisor process each, for hosts without systemd. What is started here outlives this process. */
export class SupervisedServices implements Services {
  readonly #settings: SupervisedServicesSettings;

  constructor(settings: SupervisedServicesSettings) {
    this.#settings = settings;
  }

  async status(name: ServiceName): Promise<ServiceStatus> {
    const paths = this.#paths(name);
    return statusFrom(readState(paths.state), existsSync(paths.definition));
  }

  /** Does nothing where it is supervised already. Rejects with ServiceNotDefined or ServiceDidNotStart. */
  async start(name: ServiceName): Promise<void> {
    const paths = this.#paths(name);
    if (!existsSync(paths.definition)) {
      throw serviceNotDefined(name, paths.definition);
    }
    if (isSupervised(readState(paths.state))) {
      return;
    }
    const [node, ...args] = this.#settings.supervisorCommand;
    spawn(node, [...args, name], { cwd: "/", detached: true, stdio: "ignore" })
      // A supervisor that cannot be started shows below as a service that does not come up.
      .on("error", () => undefined)
      .unref();
    await this.#until(paths, isLaunched, () =>
      serviceDidNotStart(name, paths.log, lastLines(paths.log, EVIDENCE_LINES)),
    );
  }

  async stop(name: ServiceName): Promise<void> {
    const paths = this.#paths(name);
    const state = readState(paths.state);
    if (state === undefined) {
      return;
    }
    signalProcess(state.supervisor, "SIGTERM");
    await this.#until(
      paths,
      (now) => !isSupervised(now),
      () => serviceDidNotStop(name, state.supervisor.pid),
    );
    await endOrphan(readState(paths.state), this.#limitMs());
  }

  async restart(name: ServiceName): Promise<void> {
    const paths = this.#paths(name);
    const before = readState(paths.state);
    if (before === undefined || !isSupervised(before)) {
      return this.start(name);
    }
    signalProcess(before.supervisor, "SIGHUP");
    await this.#until(
      paths,
      (now) => isLaunched(now) && now.restarts > before.restarts,
      () => serviceDidNotStart(name, paths.log, lastLines(paths.log, EVIDENCE_LINES)),
    );
  }

  async logs(name: ServiceName, lines: number): Promise<readonly string[]> {
    return lastLines(this.#paths(name).log, lines);
  }

  #paths(name: ServiceName): ServicePaths {
    return servicePaths(name, this.#settings.directories);
  }

  #limitMs(): number {
    return this.#settings.limitMs ?? LIMIT_MS;
  }

  async #until(
    paths: ServicePaths,
    holds: (state: ServiceState | undefined) => boolean,
    failure: () => Error,
  ): Promise<void> {
    for (let waitedMs = 0; !holds(readState(paths.state)); waitedMs += POLL_MS) {
      if (waitedMs >= this.#limitMs()) {
        throw failure();
      }
      await sleep(POLL_MS);
    }
  }
}

function isSupervised(state: ServiceState | undefined): state is ServiceState {
  return state !== undefined && isAlive(state.supervisor);
}

/** Started at least once; whether it stays is told by `status`. */
function isLaunched(state: ServiceState | undefined): state is ServiceState {
  return isSupervised(state) && (state.child !== null || state.lastExit !== null);
}

function statusFrom(state: ServiceState | undefined, isDefined: boolean): ServiceStatus {
  const child = state?.child !== undefined && state.child !== null && isAlive(state.child) ? state.child : undefined;
  return {
    state: stateFrom(state, child !== undefined, isDefined),
    pid: child?.pid,
    startedAt: child === undefined ? undefined : (state?.startedAt ?? undefined),
    restarts: state?.restarts ?? 0,
    lastExit: state?.lastExit ?? undefined,
  };
}

function stateFrom(state: ServiceState | undefined, runs: boolean, isDefined: boolean): ServiceStatus["state"] {
  if (runs) {
    return "running";
  }
  if (isSupervised(state)) {
    return state.lastExit === null ? "starting" : "restarting";
  }
  return isDefined ? "stopped" : "absent";
}

async function endOrphan(state: ServiceState | undefined, graceMs: number): Promise<void> {
  if (state?.child !== undefined && state.child !== null) {
    await endProcess(state.child, graceMs);
  }
}
