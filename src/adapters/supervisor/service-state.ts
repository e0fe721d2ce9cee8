import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { ProcessIdentity } from "./process-identity.ts";

/** What a supervisor says of itself, for everyone who asks. */
export interface ServiceState {
  readonly supervisor: ProcessIdentity;
  /** Null while nothing runs. */
  readonly child: ProcessIdentity | null;
  /** Milliseconds since 1970 at which the child was started; null while nothing runs. */
  readonly startedAt: number | null;
  readonly restarts: number;
  /** For example `exit status 1`; null before the first end. */
  readonly lastExit: string | null;
}

/** Undefined where there is none, or not one that can be understood. */
export function readState(path: string): ServiceState | undefined {
  try {
    const state: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isState(state) ? state : undefined;
  } catch {
    return undefined;
  }
}

/** Atomic. */
export function writeState(path: string, state: ServiceState): void {
  const draft = `${path}.draft`;
  writeFileSync(draft, `${JSON.stringify(state)}\n`, { mode: 0o644 });
  renameSync(draft, path);
}

function isState(value: unknown): value is ServiceState {
  return (
    typeof value === "object" &&
    value !== null &&
    "supervisor" in value &&
    isIdentity(value.supervisor) &&
    "child" in value &&
    (value.child === null || isIdentity(value.child))
  );
}

function isIdentity(value: unknown): value is ProcessIdentity {
  return (
    typeof value === "object" &&
    value !== null &&
    "pid" in value &&
    typeof value.pid === "number" &&
    "startTicks" in value &&
    typeof value.startTicks === "string"
  );
}
