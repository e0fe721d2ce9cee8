/** A line that a container printed. */
export interface LogLine {
  /** RFC 3339 with nanoseconds, as the runtime wrote it; undefined where it did not. */
  readonly at: string | undefined;
  readonly stream: "stdout" | "stderr";
  readonly text: string;
}

const LINE = /^(\S+) (stdout|stderr) ([FP])(?::\S+)? ?(.*)$/u;

/**
 * Takes CRI's log format apart (`TIME STREAM F text`, `P` for a part of a line), in pieces of any size. Parts are
 * joined by stream, as the two may be written in turns. What is in another format is passed on as it is.
 */
export class CriLogParser {
  readonly #decoder = new TextDecoder();
  readonly #begun = new Map<LogLine["stream"], LogLine>();
  #rest = "";

  /** The lines that end in these bytes. */
  feed(bytes: Uint8Array): readonly LogLine[] {
    const lines = (this.#rest + this.#decoder.decode(bytes, { stream: true })).split("\n");
    this.#rest = lines.pop() ?? "";
    return lines.flatMap((line) => this.#take(line));
  }

  /** What was begun and never ended: a container may have been killed in the middle of a line. */
  end(): readonly LogLine[] {
    const rest = this.#rest === "" ? [] : this.#take(this.#rest);
    this.#rest = "";
    const begun = [...this.#begun.values()];
    this.#begun.clear();
    return [...rest, ...begun];
  }

  #take(line: string): readonly LogLine[] {
    const match = LINE.exec(line);
    if (match === null) {
      return line === "" ? [] : [{ at: undefined, stream: "stdout", text: line }];
    }
    const stream = match[2] === "stderr" ? "stderr" : "stdout";
    const begun = this.#begun.get(stream);
    const whole = { at: begun?.at ?? match[1], stream, text: (begun?.text ?? "") + (match[4] ?? "") } as const;
    if (match[3] === "P") {
      this.#begun.set(stream, whole);
      return [];
    }
    this.#begun.delete(stream);
    return [whole];
  }
}
