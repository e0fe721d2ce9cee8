import { writeFileSync } from "node:fs";
import type { Reporter, SerializedError, TestModule } from "vitest/node";
import { formatTally, sum, type Tally } from "./tally.ts";

/** Writes the tally of a run to the file that STEADYPLANE_TALLY names, and a line for each end-to-end file as it ends. */
export default class TallyReporter implements Reporter {
  onTestModuleEnd(module: TestModule): void {
    if (module.project.name === "e2e") {
      const seconds = (module.diagnostic().duration / 1000).toFixed(1);
      console.log(`e2e   ${module.relativeModuleId}: ${formatTally(tallyOf(module))} (${seconds} s)`);
    }
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    // An error outside of any test is one that no test would otherwise count.
    const outside: Tally = { passed: 0, failed: errors.length, skipped: 0 };
    const tally = modules.map(tallyOf).reduce(sum, outside);
    const path = process.env["STEADYPLANE_TALLY"];
    if (path !== undefined) {
      writeFileSync(path, JSON.stringify(tally));
    }
  }
}

function tallyOf(module: TestModule): Tally {
  const states = [...module.children.allTests()].map((test) => test.result().state);
  const count = (state: string): number => states.filter((one) => one === state).length;
  const others = states.length - count("passed") - count("failed");
  // A file whose set-up failed says of its tests that they were skipped; one that could not be loaded has none.
  const isBroken = module.errors().length > 0 || states.length === 0 || module.state() === "failed";
  return isBroken && count("failed") === 0
    ? { passed: count("passed"), failed: Math.max(others, 1), skipped: 0 }
    : { passed: count("passed"), failed: count("failed"), skipped: others };
}
