import { constants } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { withOpenFile } from "./with-open-file.ts";

// A FIFO would block until somebody writes.
const READ = constants.O_RDONLY | constants.O_NONBLOCK;

/** The text of a file. Rejects with EILSEQ where it is not UTF-8, with EISDIR or EINVAL where it is no file. */
export async function readFileText(path: string): Promise<string> {
  return withOpenFile(path, READ, async (file) => {
    await sizeOfFile(file);
    return decodeStrictly(await file.readFile());
  });
}

/** The last `bytes` bytes of a file as text; characters that are none become U+FFFD. Rejects where it is no file. */
export async function readFileTail(path: string, bytes: number): Promise<string> {
  return withOpenFile(path, READ, async (file) => {
    const size = await sizeOfFile(file);
    const start = Math.max(0, size - bytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
    const tail = buffer.subarray(0, bytesRead);
    return (start === 0 ? tail : withoutCutCharacter(tail)).toString("utf8");
  });
}

// A device could be without end.
async function sizeOfFile(file: FileHandle): Promise<number> {
  const stats = await file.stat();
  if (!stats.isFile()) {
    throw Object.assign(new Error("not a file"), { code: stats.isDirectory() ? "EISDIR" : "EINVAL" });
  }
  return stats.size;
}

function decodeStrictly(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw Object.assign(new Error("not UTF-8", { cause }), { code: "EILSEQ" });
  }
}

// Bytes that continue a character begin with 10.
function withoutCutCharacter(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte) => (byte & 0xc0) !== 0x80);
  return bytes.subarray(start === -1 ? bytes.length : start);
}
