import type { LockHolder } from "../ports/host-lock.ts";
import { systemErrorCode } from "./system-error-code.ts";

/** Who wrote `text` into a lock file; undefined where that is unreadable or the process is gone. */
export function parseLockHolder(text: string): LockHolder | undefined {
  const written = parseFields(text);
  const { pid, command, since } = written;
  if (typeof pid !== "number" || typeof command !== "string" || typeof since !== "string" || !isAlive(pid)) {
    return undefined;
  }
  return { pid, command, since };
}

function parseFields(text: string): Readonly<Partial<Record<keyof LockHolder, unknown>>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

// Whoever holds the lock lives. A name of the dead is left over from a run that was killed.
function isAlive(pid: number): boolean {
  try {
    return Number.isInteger(pid) && pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return systemErrorCode(error) === "EPERM";
  }
}
