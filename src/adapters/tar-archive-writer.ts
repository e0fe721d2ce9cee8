import { constants } from "node:fs";
import { open, unlink } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { pack } from "tar-stream";
import type { AbsolutePath } from "../domain/absolute-path.ts";
import type { ArchiveEntry, ArchiveWriter } from "../ports/archive-writer.ts";

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;

/** Archives on this host's disks. */
export class TarArchiveWriter implements ArchiveWriter {
  async writeNew(path: AbsolutePath, entries: readonly ArchiveEntry[], modifiedAt: number): Promise<void> {
    const file = await open(path, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, 0o600);
    try {
      const tar = pack();
      for (const { path: name, text } of entries) {
        tar.entry({ name, mode: 0o600, mtime: new Date(modifiedAt) }, text);
      }
      tar.finalize();
      await pipeline(tar, createGzip(), file.createWriteStream({ flush: true }));
    } catch (error) {
      await file.close().catch(() => undefined);
      await unlink(path).catch(() => undefined);
      throw error;
    }
  }
}
