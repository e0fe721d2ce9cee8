import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { FileSystem } from "../../ports/file-system.ts";

export interface ReadFiles {
  readonly texts: readonly { readonly path: AbsolutePath; readonly text: string }[];
  readonly unreadable: readonly { readonly source: string; readonly reason: string }[];
}

/** The files of a list that exist, in its order, and those that exist and cannot be read. */
export async function readAll(files: FileSystem, paths: readonly AbsolutePath[]): Promise<ReadFiles> {
  const read = await Promise.all(paths.map(async (path) => ({ path, result: await files.readText(path) })));
  return {
    texts: read.flatMap(({ path, result }) => (result.kind === "present" ? [{ path, text: result.value }] : [])),
    unreadable: read.flatMap(({ path, result }) =>
      result.kind === "unreadable" ? [{ source: path, reason: result.reason }] : [],
    ),
  };
}
