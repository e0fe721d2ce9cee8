import { closeSync, fstatSync, ftruncateSync, openSync, readFileSync, readSync, renameSync, writeSync } from "node:fs";

export interface LogLimit {
  readonly bytes: number;
  /** The current one and its predecessors. */
  readonly files: number;
}

export const LOG_LIMIT: LogLimit = { bytes: 10 * 1024 * 1024, files: 5 };

/** For the child to write to. Appending, so that the supervisor can cut the file while it is open. */
export function openLog(path: string): number {
  return openSync(path, "a", 0o640);
}

/** Adds a line of the supervisor's own. */
export function appendToLog(path: string, text: string): void {
  const log = openLog(path);
  writeSync(log, `${new Date().toISOString()} steadyplane: ${text}\n`);
  closeSync(log);
}

/**
 * Keeps the log below its limit: log → log.1 → log.2 …. The content is copied and the file cut to nothing, because a
 * running child holds it open and goes on writing to it.
 */
export function rotateLog(path: string, limit: LogLimit): void {
  const log = openSync(path, "a+", 0o640);
  try {
    if (fstatSync(log).size >= limit.bytes) {
      shiftOldLogs(path, limit.files);
      copyOpenFile(log, `${path}.1`);
      ftruncateSync(log, 0);
    }
  } finally {
    closeSync(log);
  }
}

/** The last `count` lines, oldest first; reaches back into the predecessor where the log was just cut. */
export function lastLines(path: string, count: number): readonly string[] {
  const recent = linesOf(path);
  const lines = recent.length >= count ? recent : [...linesOf(`${path}.1`), ...recent];
  return count === 0 ? [] : lines.slice(-count);
}

function shiftOldLogs(path: string, files: number): void {
  for (let number = files - 1; number > 1; number -= 1) {
    try {
      renameSync(`${path}.${number - 1}`, `${path}.${number}`);
    } catch (error) {
      if (!isAbsent(error)) {
        throw error;
      }
    }
  }
}

function copyOpenFile(from: number, path: string): void {
  const to = openSync(path, "w", 0o640);
  const buffer = Buffer.allocUnsafe(1024 * 1024);
  // Until nothing more comes, so that what the child writes meanwhile is copied too.
  for (let position = 0, read = -1; read !== 0; position += read) {
    read = readSync(from, buffer, 0, buffer.length, position);
    writeSync(to, buffer, 0, read);
  }
  closeSync(to);
}

function linesOf(path: string): readonly string[] {
  try {
    const lines = readFileSync(path, "utf8").split("\n");
    return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
  } catch (error) {
    if (isAbsent(error)) {
      return [];
    }
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
