/** The last characters of a program's output, and each line as it comes. */
export class OutputCollector {
  readonly #limit: number;
  readonly #onLine: (line: string) => void;
  #text = "";
  #line = "";

  /** Keeps `limit` characters; a line that is longer loses its beginning as well. */
  constructor(limit: number, onLine: (line: string) => void = () => undefined) {
    this.#limit = limit;
    this.#onLine = onLine;
  }

  add(chunk: string): void {
    this.#text = this.#bounded(this.#text + chunk);
    const [first = "", ...others] = chunk.split("\n");
    this.#line = this.#bounded(this.#line + first);
    for (const next of others) {
      this.#onLine(this.#line.slice(-this.#limit));
      this.#line = next;
    }
  }

  /** Everything that was kept. A last line without its end is told now. */
  finish(): string {
    if (this.#line !== "") {
      this.#onLine(this.#line.slice(-this.#limit));
      this.#line = "";
    }
    return this.#text.slice(-this.#limit);
  }

  // Cut only now and then: each cut copies all that stays.
  #bounded(text: string): string {
    return text.length > 2 * this.#limit ? text.slice(-this.#limit) : text;
  }
}
