import { EXIT_STATUS, ToolError } from "../src/errors/tool-error.ts";
import { VERSION } from "./version.ts";

const BUG = 70;

/** Runs the command line `args` and resolves to the exit status. */
export async function run(args: readonly string[]): Promise<number> {
  if (args.length === 1 && args[0] === "--version") {
    process.stdout.write(`${VERSION}\n`);
    return 0;
  }
  const [command, verb, service] = args;
  if (command === "service" && verb === "supervise" && service !== undefined) {
    await (await import("./compose-supervisor.ts")).superviseService(service);
    return 0;
  }
  const { processContext } = await import("./process-context.ts");
  const { context, stoppedBy } = processContext(args);
  try {
    const { buildProgram } = await import("./program.ts");
    const outcome = { status: 0 };
    await buildProgram(context, (status) => (outcome.status = status)).parseAsync([...args], { from: "user" });
    return outcome.status;
  } catch (error) {
    return explainEnd(error, args, stoppedBy());
  }
}

/** A signal's own status, unless it left the host in between; without more to say than that it came, nothing is said. */
async function explainEnd(error: unknown, args: readonly string[], stopped: number | undefined): Promise<number> {
  if (stopped !== undefined && !(error instanceof ToolError)) {
    return stopped;
  }
  const status = await explain(error, args);
  return status === EXIT_STATUS["not-rolled-back"] ? status : (stopped ?? status);
}

async function explain(error: unknown, args: readonly string[]): Promise<number> {
  if (error instanceof ToolError) {
    const { errorAsJson, formatError } = await import("./output/format-error.ts");
    const isJson = args.includes("json") || args.includes("--output=json");
    if (isJson) {
      process.stdout.write(`${JSON.stringify(errorAsJson(error))}\n`);
    }
    process.stderr.write(`${formatError(error)}\n`);
    return EXIT_STATUS[error.category];
  }
  const { CommanderError } = await import("commander");
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? 0 : EXIT_STATUS.usage;
  }
  const { reportBug } = await import("./output/report-bug.ts");
  process.stderr.write(`${await reportBug(error)}\n`);
  return BUG;
}
