import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { clearLeftovers } from "../lab/clear-leftovers.ts";
import { imageSet } from "../lab/image-set.ts";
import { nodePrograms } from "../lab/node-source.ts";
import { repositoryRoot } from "../support/repository-root.ts";
import { endChild, runToEnd } from "./child.ts";
import { runChecks } from "./checks.ts";
import { installLabPackages } from "./packages.ts";
import { formatTally, isGreen, NOTHING, ONE_FAILED, sum, type Tally } from "./tally.ts";

const startedAt = performance.now();

function say(line: string): void {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0).padStart(4);
  console.log(`${seconds} s  ${line}`);
}

/** Everything in order; what cannot be prepared counts as failed, and the rest still runs. */
async function runAll(filters: readonly string[]): Promise<Tally> {
  const prepared = await attempt("prepare", async () => {
    await installLabPackages(say);
    await sayLeftovers();
  });
  const checks = filters.length === 0 ? { ...NOTHING, ...(await runChecks(say)) } : NOTHING;
  const provided = prepared.failed > 0 ? prepared : await attempt("provide", provide);
  const projects = provided.failed === 0 ? [] : ["--project", "!e2e"];
  const tests = await runTests([...projects, ...filters]);
  await sayLeftovers();
  return [checks, provided, tests].reduce(sum);
}

async function provide(): Promise<void> {
  await runToEnd("tsdown", []);
  let last = "";
  const sayOnce = (detail: string): void => {
    const line = detail.replace(/[,(]?\s*\d.*$/u, "");
    if (line !== last) {
      last = line;
      say(detail);
    }
  };
  await imageSet(await nodePrograms(sayOnce), sayOnce);
}

async function sayLeftovers(): Promise<void> {
  const leftovers = await clearLeftovers();
  if (leftovers.length > 0) {
    say(`removed what a killed run left: ${leftovers.join(" ")}`);
  }
}

async function attempt(what: string, action: () => Promise<void>): Promise<Tally> {
  try {
    await action();
    return NOTHING;
  } catch (error) {
    say(`FAILED  ${what}\n${error instanceof Error ? error.stack : String(error)}`);
    return ONE_FAILED;
  }
}

async function runTests(args: readonly string[]): Promise<Tally> {
  const path = join(repositoryRoot, "node_modules/.steadyplane-tally.json");
  rmSync(path, { force: true });
  try {
    const reporters = ["--reporter=dot", "--reporter=./test/run/tally-reporter.ts"];
    const status = await runToEnd("vitest", ["run", "--silent=passed-only", ...reporters, ...args], {
      STEADYPLANE_TALLY: path,
    }).then(
      () => 0,
      () => 1,
    );
    const tally = JSON.parse(readFileSync(path, "utf8")) as Tally;
    // A runner that fails without a failed test has crashed.
    return status !== 0 && tally.failed === 0 ? sum(tally, ONE_FAILED) : tally;
  } catch {
    return ONE_FAILED;
  } finally {
    rmSync(path, { force: true });
  }
}

async function stop(status: number): Promise<void> {
  await endChild();
  await clearLeftovers();
  console.log(formatTally(ONE_FAILED));
  process.exit(status);
}

process.once("SIGINT", () => void stop(130));
process.once("SIGTERM", () => void stop(143));

const tally = await runAll(process.argv.slice(2)).catch((error: unknown): Tally => {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return ONE_FAILED;
});
console.log(formatTally(tally));
process.exitCode = isGreen(tally) ? 0 : 1;
