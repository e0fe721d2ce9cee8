import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";

/** What `use` makes of the file at `path`, which is closed in any case. */
export async function withOpenFile<T>(path: string, flags: number, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, flags);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}
