import { createHash } from "node:crypto";
import type { AbsolutePath } from "../domain/absolute-path.ts";
import { couldNotRead } from "../errors/apply.ts";
import type { FileSystem } from "../ports/file-system.ts";

/** SHA-256 of each file's content, in hexadecimal; `absent` where there is none. Rejects with CouldNotRead. */
export async function fingerprints(
  paths: readonly AbsolutePath[],
  files: FileSystem,
): Promise<ReadonlyMap<AbsolutePath, string>> {
  return new Map(await Promise.all(paths.map(async (path) => [path, await fingerprint(path, files)] as const)));
}

async function fingerprint(path: AbsolutePath, files: FileSystem): Promise<string> {
  const text = await files.readText(path);
  switch (text.kind) {
    case "absent":
      return "absent";
    case "unreadable":
      throw couldNotRead(path, text.reason);
    case "present":
      return createHash("sha256").update(text.value).digest("hex");
  }
}
