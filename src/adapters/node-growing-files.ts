import { constants } from "node:fs";
import { open, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import type { AbsolutePath } from "../domain/absolute-path.ts";
import type { GrowingFile, GrowingFiles } from "../ports/growing-files.ts";
import { systemErrorCode } from "./system-error-code.ts";

const PART_BYTES = 2 ** 20;

/** Growing files of this host. One that was moved stays open, so that nothing written to it is missed. */
export class NodeGrowingFiles implements GrowingFiles {
  async open(path: AbsolutePath): Promise<GrowingFile | undefined> {
    try {
      // A FIFO would block until somebody writes.
      return new OpenFile(path, await open(path, constants.O_RDONLY | constants.O_NONBLOCK));
    } catch (error) {
      if (systemErrorCode(error) === "ENOENT") {
        return undefined;
      }
      throw error;
    }
  }
}

class OpenFile implements GrowingFile {
  readonly #path: AbsolutePath;
  readonly #file: FileHandle;
  #position = 0;

  constructor(path: AbsolutePath, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  async read(): Promise<Uint8Array> {
    const { size } = await this.#file.stat();
    // Cut short, which is how some programs rotate: what is there now is new.
    this.#position = size < this.#position ? 0 : this.#position;
    const length = Math.min(PART_BYTES, size - this.#position);
    const { buffer, bytesRead } = await this.#file.read(Buffer.alloc(length), 0, length, this.#position);
    this.#position += bytesRead;
    return buffer.subarray(0, bytesRead);
  }

  async isReplaced(): Promise<boolean> {
    const own = await this.#file.stat();
    try {
      const named = await stat(this.#path);
      return named.ino !== own.ino || named.dev !== own.dev;
    } catch (error) {
      if (systemErrorCode(error) === "ENOENT") {
        return false;
      }
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
