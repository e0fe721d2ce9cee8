import { constants } from "node:fs";
import { link, lstat, mkdir, open, readdir, readlink, rename, rmdir, statfs, symlink, unlink } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import type { Stats } from "node:fs";
import { parentOf } from "../domain/absolute-path.ts";
import type { AbsolutePath } from "../domain/absolute-path.ts";
import type { FileStatus, FileSystem, Read } from "../ports/file-system.ts";
import { ownerIds, ownerName } from "./account-names.ts";
import { readOutcome } from "./read-outcome.ts";
import { readFileTail, readFileText } from "./regular-file.ts";
import { systemErrorCode } from "./system-error-code.ts";
import { withOpenFile } from "./with-open-file.ts";

const { O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;

/** The files of this host. Text is UTF-8; what is not, is unreadable with EILSEQ. */
export class NodeFileSystem implements FileSystem {
  async status(path: AbsolutePath): Promise<Read<FileStatus>> {
    return readOutcome(path, async () => {
      const stats = await lstat(path);
      const owner = await ownerName(stats.uid, stats.gid);
      return { type: typeOf(stats), mode: stats.mode & 0o7777, owner, size: stats.size };
    });
  }
  async readText(path: AbsolutePath): Promise<Read<string>> {
    return readOutcome(path, () => readFileText(path));
  }
  async readTail(path: AbsolutePath, bytes: number): Promise<Read<string>> {
    return readOutcome(path, () => readFileTail(path, bytes));
  }
  async list(path: AbsolutePath): Promise<Read<readonly string[]>> {
    return readOutcome(path, async () => (await readdir(path)).toSorted());
  }
  async readLink(path: AbsolutePath): Promise<Read<string>> {
    return readOutcome(path, () => readlink(path));
  }

  async writeNew(path: AbsolutePath, text: string, mode: number, owner: string): Promise<void> {
    const ids = await ownerIds(owner);
    // Nobody else may open it before it has its owner and mode.
    const file = await open(path, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, 0o600);
    try {
      await setOwnerAndMode(file, ids, mode);
      await file.writeFile(text);
      await file.sync();
      await file.close();
    } catch (error) {
      await file.close().catch(() => undefined);
      await unlink(path).catch(() => undefined);
      throw error;
    }
  }

  async rename(from: AbsolutePath, to: AbsolutePath): Promise<void> {
    await rename(from, to);
    for (const directory of new Set([parentOf(to), parentOf(from)])) {
      await syncDirectory(directory);
    }
  }

  async makeDirectory(path: AbsolutePath, mode: number, owner: string): Promise<void> {
    const ids = await ownerIds(owner);
    await mkdir(path, 0o700);
    try {
      await withOpenFile(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, (directory) =>
        setOwnerAndMode(directory, ids, mode),
      );
    } catch (error) {
      await rmdir(path).catch(() => undefined);
      throw error;
    }
    await syncDirectory(parentOf(path));
  }

  async setStatus(path: AbsolutePath, mode: number, owner: string): Promise<void> {
    const ids = await ownerIds(owner);
    await withOpenFile(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK, (file) => setOwnerAndMode(file, ids, mode));
  }

  async makeLink(path: AbsolutePath, target: string): Promise<void> {
    await symlink(target, path);
    await syncDirectory(parentOf(path));
  }

  async link(from: AbsolutePath, to: AbsolutePath): Promise<void> {
    await link(from, to);
    await syncDirectory(parentOf(to));
  }

  async remove(path: AbsolutePath): Promise<void> {
    try {
      await unlink(path).catch((error: unknown) => {
        if (systemErrorCode(error) !== "EISDIR") {
          throw error;
        }
        return rmdir(path);
      });
    } catch (error) {
      if (!["ENOENT", "ENOTDIR"].includes(systemErrorCode(error))) {
        throw error;
      }
    }
  }

  async sync(directory: AbsolutePath): Promise<void> {
    await syncDirectory(directory);
  }

  async space(path: AbsolutePath): Promise<{ readonly bytes: number; readonly inodes: number | undefined }> {
    const { bavail, bsize, files, ffree } = await statfs(path);
    return { bytes: bavail * bsize, inodes: files === 0 ? undefined : ffree };
  }
}

// The owner first: the kernel clears the set-id bits of a file that changes hands.
async function setOwnerAndMode(
  file: FileHandle,
  { uid, gid }: { readonly uid: number; readonly gid: number },
  mode: number,
): Promise<void> {
  await file.chown(uid, gid);
  await file.chmod(mode);
}

async function syncDirectory(path: AbsolutePath): Promise<void> {
  await withOpenFile(path, O_RDONLY | O_DIRECTORY, (directory) => directory.sync());
}

function typeOf(stats: Stats): FileStatus["type"] {
  if (stats.isFile()) {
    return "file";
  }
  if (stats.isDirectory()) {
    return "directory";
  }
  return stats.isSymbolicLink() ? "symlink" : "other";
}
