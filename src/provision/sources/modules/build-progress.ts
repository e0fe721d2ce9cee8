import type { Program } from "../../../ports/source.ts";

const PACKAGE = /^[A-Za-z0-9][\w./~-]*$/u;
const RATE_AFTER = 40;

/** What `go build -v` tells by its lines, as a sentence. Packages that the build cache has are never named. */
export class BuildProgress {
  readonly #program: Program;
  readonly #atMost: number;
  #compiled = 0;

  /** `atMost`: packages that the program consists of. */
  constructor(program: Program, atMost: number) {
    this.#program = program;
    this.#atMost = atMost;
  }

  /** The sentence after one more line, `elapsedMs` since the build began; undefined where the line says nothing new. */
  after(line: string, elapsedMs: number): string | undefined {
    if (!PACKAGE.test(line)) {
      return undefined;
    }
    this.#compiled += 1;
    const count = `compiling ${this.#program}: ${this.#compiled} of at most ${Math.max(this.#atMost, this.#compiled)} packages`;
    const left = this.#secondsLeft(elapsedMs);
    return left === undefined ? count : `${count}, at most ${inWords(left)} left`;
  }

  #secondsLeft(elapsedMs: number): number | undefined {
    const packages = this.#atMost - this.#compiled;
    return this.#compiled < RATE_AFTER || packages <= 0 ? undefined : (elapsedMs / this.#compiled / 1000) * packages;
  }
}

function inWords(seconds: number): string {
  return seconds < 90 ? `${Math.max(10, Math.ceil(seconds / 10) * 10)} s` : `${Math.ceil(seconds / 60)} min`;
}
