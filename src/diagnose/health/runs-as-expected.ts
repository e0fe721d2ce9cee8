import type { ComponentSymptoms } from "../snapshot/snapshot.ts";

/** Argument for argument the same. */
export function isSameCommand(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((argument, index) => argument === b[index]);
}

/** Whether the running process has the manifest's command line. False where no process could be found. */
export function runsAsExpected({ process, expected }: ComponentSymptoms): boolean {
  return process !== undefined && isSameCommand(process.args, expected.command);
}
