import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { VERSION } from "../version.ts";

/** Writes a full report of `error` into a new file only its owner can read, and resolves to the line that says where. */
export async function reportBug(error: unknown): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "steadyplane-"));
  const file = join(directory, "report.txt");
  // The arguments are left out: they may hold a token.
  const report = [`steadyplane ${VERSION}, node ${process.version}`, inspect(error, { depth: 6 })].join("\n");
  await writeFile(file, `${report}\n`, { mode: 0o600 });
  return `A bug in steadyplane: ${error instanceof Error ? error.message : String(error)}\nThe full report is in ${file}.`;
}
