import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** One quality gate: a program that exits with 0 where the tree is fine. */
interface Check {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

const CHECKS: readonly Check[] = [
  { name: "format", command: ["prettier", "--check", "--log-level", "warn", "."] },
  { name: "lint", command: ["oxlint", "--quiet"] },
  { name: "types", command: ["tsc", "-p", "."] },
  { name: "imports", command: ["depcruise", "--config", ".dependency-cruiser.cjs", "cli", "src", "test"] },
  { name: "dead code", command: ["knip", "--no-progress"] },
];

/** Runs every check, one after the other, and tells of each as it ends. Returns how many passed and how many failed. */
export async function runChecks(
  say: (line: string) => void,
): Promise<{ readonly passed: number; readonly failed: number }> {
  let failed = 0;
  for (const { name, command } of CHECKS) {
    const { isFine, output } = await run(command);
    say(`${isFine ? "ok    " : "FAILED"}  ${name}${isFine ? "" : `  (npx ${command.join(" ")})\n${output}`}`);
    failed += isFine ? 0 : 1;
  }
  return { passed: CHECKS.length - failed, failed };
}

async function run([file, ...args]: Check["command"]): Promise<{ isFine: boolean; output: string }> {
  const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { isFine: status === 0, output: `${stdout}${stderr}`.trimEnd() };
}
