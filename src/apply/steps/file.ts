import { Confidential } from "../../domain/confidential.ts";
import type { FileResource } from "../../domain/resource.ts";
import type { Change } from "../../domain/step.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { ensureParents } from "../ensure-parents.ts";
import { writeFile } from "../write-file.ts";

/** Puts a file in place at one stroke. Safe to repeat. */
export async function applyFile(
  resource: FileResource,
  change: Change,
  files: FileSystem,
  transactionId: string,
): Promise<void> {
  if (change.kind === "keep") {
    return;
  }
  const { path, mode, owner, text } = resource;
  await ensureParents(path, files);
  await writeFile(
    { path, mode, owner, text: text instanceof Confidential ? text.reveal() : text },
    files,
    transactionId,
  );
}
