import { fileURLToPath } from "node:url";
import type { CommandContext } from "./context.ts";
import { ask } from "./output/ask.ts";
import { editorOf, openEditor } from "./open-editor.ts";
import { openProgress } from "./progress/open-progress.ts";

const USUAL_COLUMNS = 100;
const SIGNAL_STATUS = { SIGINT: 130, SIGTERM: 143 } as const;

/** The context of this very process, and the exit status of the signal that stopped it, if one did. */
export function processContext(args: readonly string[]): {
  readonly context: CommandContext;
  stoppedBy(): number | undefined;
} {
  const controller = new AbortController();
  let status: number | undefined;
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      // The first asks to stop at the next safe point; a second one does not wait.
      if (status !== undefined) {
        process.exit(SIGNAL_STATUS[name]);
      }
      status = SIGNAL_STATUS[name];
      controller.abort(new Error(`stopped by ${name}`));
    });
  }
  let isOutputGone = false;
  // What is done to a host is brought to its end, whether somebody reads about it or not.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") {
      throw error;
    }
    isOutputGone = true;
  });
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  const print = (text: string): void => void process.stdout.write(`${text}\n`);
  const isAskable = process.stdin.isTTY && process.stderr.isTTY;
  const context: CommandContext = {
    environment: process.env,
    isRoot: process.getuid?.() === 0,
    signal: controller.signal,
    commandLine: ["steadyplane", ...withoutSecrets(args)].join(" "),
    isPhaseAsked: args.includes("phase"),
    self: [
      process.execPath,
      fileURLToPath(new URL(import.meta.url.endsWith(".ts") ? "main.ts" : "main.mjs", import.meta.url)),
    ],
    print,
    isTerminal: process.stdout.isTTY,
    // Undefined where there is none, whatever the type says.
    columns: (process.stdout.columns as number | undefined) ?? USUAL_COLUMNS,
    isColoured: process.stdout.isTTY && (process.env["NO_COLOR"] ?? "") === "" && process.env["TERM"] !== "dumb",
    isOutputGone: () => isOutputGone,
    say,
    ask: isAskable ? ask : undefined,
    edit: isAskable && process.stdout.isTTY ? async (path) => openEditor(editorOf(process.env), path) : undefined,
    progress: async (rows, format) => openProgress(rows, format, { print, say, isTerminal: process.stderr.isTTY }),
  };
  return { context, stoppedBy: () => status };
}

// The command line is kept in the lock and shown to others; a token or a key on it is not theirs to see.
function withoutSecrets(args: readonly string[]): readonly string[] {
  return args.map((arg, index) =>
    /^--(token|certificate-key)$/u.test(args[index - 1] ?? "")
      ? "<secret>"
      : arg.replace(/^(--(?:token|certificate-key)=).*/u, "$1<secret>"),
  );
}
