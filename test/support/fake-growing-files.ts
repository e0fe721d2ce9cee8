import type { AbsolutePath } from "../../src/domain/absolute-path.ts";
import type { GrowingFile, GrowingFiles } from "../../src/ports/growing-files.ts";

/** Log files to which a test writes. */
export class FakeGrowingFiles implements GrowingFiles {
  readonly #files = new Map<string, { bytes: Buffer }>();
  /** Files that were opened and not closed. */
  openCount = 0;

  append(path: string, text: string): this {
    const file = this.#files.get(path) ?? { bytes: Buffer.alloc(0) };
    file.bytes = Buffer.concat([file.bytes, Buffer.from(text)]);
    this.#files.set(path, file);
    return this;
  }
  /** Whoever has it open goes on reading what it was. */
  move(from: string, to: string): this {
    const file = this.#files.get(from);
    if (file !== undefined) {
      this.#files.delete(from);
      this.#files.set(to, file);
    }
    return this;
  }

  async open(path: AbsolutePath): Promise<GrowingFile | undefined> {
    const file = this.#files.get(path);
    let position = 0;
    if (file === undefined) {
      return undefined;
    }
    this.openCount += 1;
    return {
      read: async () => {
        const part = file.bytes.subarray(position);
        position = file.bytes.length;
        return part;
      },
      isReplaced: async () => this.#files.has(path) && this.#files.get(path) !== file,
      close: async () => {
        this.openCount -= 1;
      },
    };
  }
}
