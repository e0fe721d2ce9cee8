import { spawn } from "node:child_process";
import { closeSync } from "node:fs";
import { identityOf, type ProcessIdentity } from "./process-identity.ts";
import { readDefinition } from "./read-definition.ts";
import { openLog } from "./service-log.ts";
import type { ServicePaths } from "./service-paths.ts";

export interface Run {
  /** Undefined where nothing could be started. */
  readonly child: ProcessIdentity | undefined;
  /** How it ended, for example `exit status 1`. Never rejects. */
  readonly ended: Promise<string>;
}

const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Starts the service as its definition says now. What goes wrong is told by `ended`. */
export function launch(paths: ServicePaths): Run {
  try {
    return spawnService(paths);
  } catch (error) {
    return { child: undefined, ended: Promise.resolve(`could not be started: ${reasonOf(error)}`) };
  }
}

function spawnService(paths: ServicePaths): Run {
  const { command, args, environment, workingDirectory } = readDefinition(paths.definition);
  const log = openLog(paths.log);
  // The log itself and no pipe: a service whose supervisor was killed would die of SIGPIPE at its next line.
  // Only what the definition says, so that secrets in the operator's environment stay there.
  const child = spawn(command, args, {
    cwd: workingDirectory,
    env: { PATH, HOME: "/root", ...environment },
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(`could not be started: ${reasonOf(error)}`));
    child.once("exit", (status, signal) => resolve(signal === null ? `exit status ${status}` : `signal ${signal}`));
  });
  return { child: child.pid === undefined ? undefined : identityOf(child.pid), ended };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
