import { z } from "zod";
import { absolute, type AbsolutePath, below } from "../../domain/absolute-path.ts";
import type { BinaryStore } from "../../ports/binary-store.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { Program, Source } from "../../ports/source.ts";
import { findFirst } from "../packages/find-missing-packages.ts";

/** What stands where a binary shall be. `foreign`: somebody else put it there. */
export type InstalledBinary =
  | { readonly kind: "absent" }
  | { readonly kind: "ours"; readonly version: string }
  | { readonly kind: "foreign"; readonly path: AbsolutePath };

/** By path, what was or was about to be installed there, newest first. */
export const InstalledRecord = z.record(z.string(), z.array(z.object({ version: z.string(), sha256: z.string() })));
export type InstalledRecord = z.infer<typeof InstalledRecord>;

export interface BinaryPorts {
  readonly files: FileSystem;
  readonly store: BinaryStore;
}

/** What is asked for: programs, the versions they shall have, and who may know a file that nobody recorded. */
export interface BinaryQuestion {
  readonly programs: readonly Program[];
  readonly versionOf: (program: Program) => string;
  readonly directory: AbsolutePath;
  readonly recordPath: AbsolutePath;
  readonly source: Pick<Source, "recognises">;
}

/** Looks at each program. A file whose checksum is neither recorded nor known to the source is somebody else's. */
export async function observeBinaries(
  question: BinaryQuestion,
  ports: BinaryPorts,
): Promise<Readonly<Partial<Record<Program, InstalledBinary>>>> {
  const record = await readInstalledRecord(question.recordPath, ports.files);
  const seen: Partial<Record<Program, InstalledBinary>> = {};
  for (const program of question.programs) {
    seen[program] = await observeBinary(program, question, record, ports.store);
  }
  return seen;
}

/** A kubelet that a package brought, which would not be used. */
export async function findPackagedKubelet(files: FileSystem): Promise<AbsolutePath | undefined> {
  const path = await findFirst(["/usr/bin/kubelet"], files);
  return path === undefined ? undefined : absolute(path);
}

/** Empty where there is none, or none that can be understood: then nothing counts as ours. */
export async function readInstalledRecord(path: AbsolutePath, files: FileSystem): Promise<InstalledRecord> {
  const read = await files.readText(path);
  try {
    return read.kind === "present" ? InstalledRecord.parse(JSON.parse(read.value)) : {};
  } catch {
    return {};
  }
}

async function observeBinary(
  program: Program,
  { directory, source, versionOf }: BinaryQuestion,
  record: InstalledRecord,
  store: BinaryStore,
): Promise<InstalledBinary> {
  const path = below(directory, program);
  const sha256 = await store.sha256(path);
  if (sha256 === undefined) {
    return { kind: "absent" };
  }
  const known = record[path]?.find((entry) => entry.sha256 === sha256);
  if (known !== undefined) {
    return { kind: "ours", version: known.version };
  }
  const isOurs = await source.recognises(program, sha256);
  return isOurs ? { kind: "ours", version: versionOf(program) } : { kind: "foreign", path };
}
