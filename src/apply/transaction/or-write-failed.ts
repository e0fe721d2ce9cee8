import type { AbsolutePath } from "../../domain/absolute-path.ts";
import { writeFailed } from "../../errors/apply.ts";

/** What `work` gives. Rejects with WriteFailed, said of `path`, where the file system refuses it. */
export async function orWriteFailed<T>(path: AbsolutePath, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw writeFailed(path, cause);
  }
}
