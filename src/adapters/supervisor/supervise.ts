import { mkdirSync } from "node:fs";
import { dirname } from "node:path/posix";
import { setTimeout as sleep } from "node:timers/promises";
import { tryFileLock } from "../file-lock.ts";
import { BACK_OFF, type BackOff, nextDelay } from "./back-off.ts";
import { endProcess } from "./end-process.ts";
import { launch } from "./launch.ts";
import { identityOf, type ProcessIdentity } from "./process-identity.ts";
import { appendToLog, LOG_LIMIT, type LogLimit, rotateLog } from "./service-log.ts";
import type { ServicePaths } from "./service-paths.ts";
import { readState, writeState } from "./service-state.ts";
import { listenForSignals, type SignalRequests, type SupervisorRequest } from "./signal-requests.ts";

export interface SupervisorSettings {
  readonly paths: ServicePaths;
  readonly backOff?: BackOff;
  readonly logLimit?: LogLimit;
  /** Between SIGTERM and SIGKILL. */
  readonly graceMs?: number;
  readonly rotateEveryMs?: number;
}

interface Watch {
  readonly paths: ServicePaths;
  readonly requests: SignalRequests;
  readonly graceMs: number;
  readonly backOff: BackOff;
  readonly supervisor: ProcessIdentity;
}

interface History {
  readonly restarts: number;
  readonly lastExit: string | null;
  /** The pause before the last start; 0 where there was none. */
  readonly delayMs: number;
}

const GRACE_MS = 20_000;
const ROTATE_EVERY_MS = 10_000;

/**
 * Keeps one service running until SIGTERM; SIGHUP restarts it at once. What an earlier supervisor left running is ended
 * first. `already-supervised`: another supervisor has the service, and nothing was done.
 */
export async function supervise(settings: SupervisorSettings): Promise<"stopped" | "already-supervised"> {
  const { paths, logLimit = LOG_LIMIT, graceMs = GRACE_MS, rotateEveryMs = ROTATE_EVERY_MS } = settings;
  const requests = listenForSignals();
  mkdirSync(dirname(paths.state), { recursive: true, mode: 0o755 });
  mkdirSync(dirname(paths.log), { recursive: true, mode: 0o750 });
  const lock = tryFileLock(paths.lock);
  if (lock === undefined) {
    return "already-supervised";
  }
  await endOrphan(paths, graceMs);
  attempt(() => rotateLog(paths.log, logLimit));
  const rotation = setInterval(() => attempt(() => rotateLog(paths.log, logLimit)), rotateEveryMs);
  await keepRunning({ paths, requests, graceMs, backOff: settings.backOff ?? BACK_OFF, supervisor: ownIdentity() });
  clearInterval(rotation);
  lock.release();
  return "stopped";
}

async function endOrphan(paths: ServicePaths, graceMs: number): Promise<void> {
  const orphan = readState(paths.state)?.child ?? undefined;
  if (orphan !== undefined) {
    await endProcess(orphan, graceMs);
  }
}

async function keepRunning(watch: Watch): Promise<void> {
  let history: History = { restarts: 0, lastExit: null, delayMs: 0 };
  for (;;) {
    const { lastExit, ranMs, request: early } = await runOnce(watch, history);
    const delayMs = early === undefined ? nextDelay(history.delayMs, ranMs, watch.backOff) : 0;
    history = { restarts: history.restarts + 1, lastExit, delayMs };
    const request = early ?? (await pause(watch, history));
    if (request === "stop") {
      note(watch.paths, "stopped as asked");
      return;
    }
    if (request === "restart") {
      history = { ...history, delayMs: 0 };
      watch.requests.restarted();
    }
  }
}

interface RunEnd {
  readonly lastExit: string;
  readonly ranMs: number;
  /** What ended the run, where it did not end by itself. */
  readonly request: SupervisorRequest | undefined;
}

async function runOnce(watch: Watch, { restarts, lastExit }: History): Promise<RunEnd> {
  const { supervisor, paths, requests, graceMs } = watch;
  const { child = null, ended } = launch(paths);
  const startedAt = Date.now();
  const state = { supervisor, child, startedAt: child === null ? null : startedAt, restarts, lastExit };
  attempt(() => writeState(paths.state, state));
  const request = await Promise.race([ended.then(() => undefined), requests.next()]);
  if (request !== undefined && child !== null) {
    await endProcess(child, graceMs);
  }
  const exit = await ended;
  attempt(() => writeState(paths.state, { ...state, child: null, startedAt: null, lastExit: exit }));
  return { lastExit: exit, ranMs: Date.now() - startedAt, request };
}

/** Waits out the back-off; a request ends it early. */
async function pause({ paths, requests }: Watch, history: History): Promise<SupervisorRequest | undefined> {
  note(paths, `${history.lastExit}; starts again in ${history.delayMs} ms`);
  const timer = new AbortController();
  const elapsed = sleep(history.delayMs, undefined, { signal: timer.signal }).catch(() => undefined);
  const request = await Promise.race([elapsed, requests.next()]);
  timer.abort();
  return request;
}

function note(paths: ServicePaths, text: string): void {
  attempt(() => appendToLog(paths.log, text));
}

// A full disk must not end the one process that keeps the service alive.
function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // The service matters more than its log and state.
  }
}

function ownIdentity(): ProcessIdentity {
  const identity = identityOf(process.pid);
  if (identity === undefined) {
    throw new Error("this process is not in /proc; is /proc mounted?");
  }
  return identity;
}
