import { type AbsolutePath, below } from "../../domain/absolute-path.ts";
import { ensureParents } from "../../apply/ensure-parents.ts";
import { writeFile } from "../../apply/write-file.ts";
import type { Program } from "../../ports/source.ts";
import { type BinaryPorts, readInstalledRecord } from "./observe-binaries.ts";

export interface BinaryTarget {
  readonly program: Program;
  readonly version: string;
  readonly directory: AbsolutePath;
  readonly recordPath: AbsolutePath;
}

const EXECUTABLE = 0o755;

/** Puts the verified executable `from` in place at one stroke and records it as ours. */
export async function installBinary(
  from: AbsolutePath,
  target: BinaryTarget,
  ports: BinaryPorts,
  transactionId: string,
): Promise<void> {
  const { program, version, directory, recordPath } = target;
  const path = below(directory, program);
  const sha256 = (await ports.store.sha256(from)) ?? "";
  const record = await readInstalledRecord(recordPath, ports.files);
  const earlier = (record[path] ?? []).filter((entry) => entry.sha256 !== sha256).slice(0, 1);
  const text = `${JSON.stringify({ ...record, [path]: [{ version, sha256 }, ...earlier] }, undefined, 2)}\n`;
  // Recorded first, beside the one before: killed in between, either file is still known as ours.
  await ensureParents(recordPath, ports.files);
  await writeFile({ path: recordPath, text, mode: 0o644, owner: "root:root" }, ports.files, transactionId);
  await ports.store.makeDirectories(directory);
  await ports.store.install(from, path, EXECUTABLE);
}
