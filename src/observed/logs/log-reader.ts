import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { GrowingFile, GrowingFiles } from "../../ports/growing-files.ts";
import { CriLogParser } from "./cri-log-parser.ts";
import type { LogLine } from "./cri-log-parser.ts";
import type { LogInstance } from "./log-instance.ts";

/** Reads the log of one instance from its oldest file on, and goes on where the kubelet rotates it. */
export class LogReader {
  readonly #files: GrowingFiles;
  readonly #path: AbsolutePath;
  readonly #parser = new CriLogParser();
  /** Still to be opened; the one that is written comes last. */
  #ahead: readonly AbsolutePath[];
  #open: GrowingFile | undefined;

  constructor(files: GrowingFiles, { path, rotated }: Pick<LogInstance, "path" | "rotated">) {
    this.#files = files;
    this.#path = path;
    this.#ahead = [...rotated, path];
  }

  /** The next lines; none where there are none at the moment. */
  async read(): Promise<readonly LogLine[]> {
    while (await this.#isOpen()) {
      const lines = await this.#readOpen();
      if (lines === undefined) {
        return [];
      }
      if (lines.length > 0) {
        return lines;
      }
    }
    return [];
  }

  /** What the instance had begun to print and did not end. */
  end(): readonly LogLine[] {
    return this.#parser.end();
  }

  async close(): Promise<void> {
    await this.#open?.close();
    this.#open = undefined;
  }

  /** Opens the next file where none is open. One that was packed meanwhile is left out. */
  async #isOpen(): Promise<boolean> {
    while (this.#open === undefined) {
      const [next, ...others] = this.#ahead;
      if (next === undefined) {
        return false;
      }
      this.#open = await this.#files.open(next);
      const isYetToCome = this.#open === undefined && next === this.#path;
      if (isYetToCome) {
        return false;
      }
      this.#ahead = others;
    }
    return true;
  }

  /** Undefined where the file that is written has nothing new. */
  async #readOpen(): Promise<readonly LogLine[] | undefined> {
    const file = this.#open;
    const bytes = (await file?.read()) ?? new Uint8Array();
    if (file === undefined || bytes.length > 0) {
      return this.#parser.feed(bytes);
    }
    const isRotated = this.#ahead.length > 0;
    if (!isRotated && !(await file.isReplaced())) {
      return undefined;
    }
    // Something may have been written between looking for more and seeing that it was replaced.
    const last = await file.read();
    if (last.length === 0) {
      await this.close();
      this.#ahead = isRotated ? this.#ahead : [this.#path];
    }
    return this.#parser.feed(last);
  }
}
