import type { AbsolutePath } from "../src/domain/absolute-path.ts";
import type { Reporter } from "../src/ports/reporter.ts";
import type { Row } from "./progress/row.ts";

/** How progress and results are written. `json`: events and result as JSON lines on stdout. */
export type OutputFormat = "text" | "json";

/** What a command may know of the process it runs in. */
export interface CommandContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
  /** The command line as typed, for messages and the lock. */
  readonly commandLine: string;
  /** Whether the command line is about one phase of a command. */
  readonly isPhaseAsked: boolean;
  /** Program and first arguments that start this CLI again. */
  readonly self: readonly [program: string, ...args: string[]];
  /** The result: stdout. */
  print(text: string): void;
  /** Whether the result goes to a terminal. */
  readonly isTerminal: boolean;
  /** How wide that terminal is. */
  readonly columns: number;
  /** Whether that terminal wants colours: there is one, and NO_COLOR is not set. */
  readonly isColoured: boolean;
  /** Whether nobody reads the result any more: the other end of the pipe was closed. */
  isOutputGone(): boolean;
  /** Everything else: stderr. */
  say(text: string): void;
  /** Undefined where nobody can be asked. */
  readonly ask: ((question: string) => Promise<boolean>) | undefined;
  /** Has the user edit a file, until the editor ends. Undefined where there is no terminal; rejects with NoEditor. */
  readonly edit: ((path: AbsolutePath) => Promise<void>) | undefined;
  /** Shows the rows of a command; `close` when it is over. */
  progress(rows: readonly Row[], format: OutputFormat): Promise<Reporter & { close(): Promise<void> }>;
}
