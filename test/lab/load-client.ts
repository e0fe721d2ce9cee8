import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const READY_LIMIT_MS = 90_000;
const REPORT_LIMIT_MS = 60_000;

type Line = { readonly kind: "ready" | "report" } | { readonly kind: "progress"; readonly requests: number };

/** One running load program, known by the file that it prints to: one JSON object a line, a `Report` as the last. */
export class LoadClient<Report> {
  readonly #path: string;
  readonly #complaint: () => string | undefined;

  /** `complaint` tells why it ended too early, undefined as long as it runs. */
  constructor(path: string, complaint: () => string | undefined) {
    this.#path = path;
    this.#complaint = complaint;
  }

  /** Resolves when all of its workers work. */
  async ready(): Promise<void> {
    await this.#line("ready", READY_LIMIT_MS);
  }

  /** Resolves to the report of a client that was told to end. */
  async report(): Promise<Report> {
    return (await this.#line("report", REPORT_LIMIT_MS)) as Report;
  }

  /** Requests made so far, as of a second ago. */
  requests(): number {
    const last = this.#lines().findLast((line) => line.kind === "progress");
    return last?.kind === "progress" ? last.requests : 0;
  }

  async #line(kind: Line["kind"], limitMs: number): Promise<unknown> {
    const end = performance.now() + limitMs;
    for (;;) {
      const line = this.#lines().find((one) => one.kind === kind);
      if (line !== undefined) {
        return line;
      }
      const complaint = this.#complaint() ?? (performance.now() > end ? `nothing for ${limitMs / 1000} s` : undefined);
      if (complaint !== undefined) {
        throw new Error(`${this.#path} has no ${kind}: ${complaint}`);
      }
      await sleep(100);
    }
  }

  #lines(): readonly Line[] {
    // What comes after the last line break is half written.
    const whole = readIfThere(this.#path).split("\n").slice(0, -1);
    return whole.map((line) => JSON.parse(line) as Line);
  }
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      return "";
    }
    throw error;
  }
}
