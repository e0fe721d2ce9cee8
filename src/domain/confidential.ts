// The key `util.inspect` looks for; written out so that the domain imports nothing from Node.
const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** A value that must never reach a log, a plan or an error. Printing it in any way shows only that it exists. */
export class Confidential<T> {
  readonly #value: T;
  constructor(value: T) {
    this.#value = value;
  }
  /** The one way out. Call it at the write, never earlier. */
  reveal(): T {
    return this.#value;
  }
  toString(): string {
    return "<secret>";
  }
  toJSON(): string {
    return "<secret>";
  }
  [INSPECT](): string {
    return "<secret>";
  }
}
