import { createHash } from "node:crypto";
import type { AbsolutePath } from "../domain/absolute-path.ts";
import { couldNotRead } from "../errors/apply.ts";
import type { FileSystem } from "../ports/file-system.ts";

/** SHA-256 of each file's content, in hexadecimal; `absent` where there is none. Rejects with CouldNotRead. */
export async function fingerprints(
  paths: readonly AbsolutePath[],
  files: FileSystem,
): Promise<ReadonlyMap<AbsolutePath, string>> {
  const { known, unreadable } = await seenFingerprints(paths, files);
  for (const [path, reason] of unreadable) {
    throw couldNotRead(path, reason);
  }
  return known;
}

/** As {@link fingerprints}, with the reasons, such as EACCES, for which files could not be read. */
export async function seenFingerprints(
  paths: readonly AbsolutePath[],
  files: FileSystem,
): Promise<{
  readonly known: ReadonlyMap<AbsolutePath, string>;
  readonly unreadable: ReadonlyMap<AbsolutePath, string>;
}> {
  const known = new Map<AbsolutePath, string>();
  const unreadable = new Map<AbsolutePath, string>();
  const texts = await Promise.all(paths.map(async (path) => [path, await files.readText(path)] as const));
  for (const [path, text] of texts) {
    if (text.kind === "unreadable") {
      unreadable.set(path, text.reason);
    } else {
      known.set(path, text.kind === "absent" ? "absent" : createHash("sha256").update(text.value).digest("hex"));
    }
  }
  return { known, unreadable };
}
