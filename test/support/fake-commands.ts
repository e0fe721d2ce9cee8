import type { CommandOptions, CommandResult, Commands } from "../../src/ports/commands.ts";

export interface CommandCall {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: CommandOptions;
}
type Answer =
  Partial<CommandResult> | ((call: CommandCall) => Partial<CommandResult> | Promise<Partial<CommandResult>>);

const SUCCESS: CommandResult = {
  exitCode: 0,
  signal: undefined,
  stdout: "",
  stderr: "",
  startError: undefined,
  hasTimedOut: false,
};

/** Programs that answer as a test says. One that nobody told about is not installed: ENOENT. */
export class FakeCommands implements Commands {
  readonly calls: CommandCall[] = [];
  readonly #answers: { readonly start: string; readonly answer: Answer }[] = [];

  /** Command lines that start with `start`, such as `nft -f`, get this answer; of several the one given last. */
  answer(start: string, answer: Answer = {}): this {
    this.#answers.unshift({ start, answer });
    return this;
  }

  /** Every command line so far, arguments joined by a space. */
  lines(): readonly string[] {
    return this.calls.map(lineOf);
  }

  async run(file: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
    const call = { file, args, options };
    this.calls.push(call);
    const line = lineOf(call);
    const found = this.#answers.find(({ start }) => line === start || line.startsWith(`${start} `));
    if (found === undefined) {
      return { ...SUCCESS, exitCode: undefined, startError: "ENOENT" };
    }
    const answer = typeof found.answer === "function" ? await found.answer(call) : found.answer;
    const result = { ...SUCCESS, ...answer };
    for (const output of [result.stdout, result.stderr]) {
      for (const text of output
        .replace(/\n$/u, "")
        .split("\n")
        .filter(() => output !== "")) {
        options.onLine?.(text);
      }
    }
    return result;
  }
}

function lineOf(call: CommandCall): string {
  return [call.file, ...call.args].join(" ");
}
