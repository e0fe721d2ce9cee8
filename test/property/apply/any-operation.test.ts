import { describe, expect, test } from "vitest";
import { sampled } from "../../support/sampled.ts";
import { CHANGES } from "../../support/simulated-node/changes.ts";
import { initialisedNode } from "../../support/simulated-node/initialised-node.ts";
import { SimulatedRun } from "../../support/simulated-node/simulated-run.ts";
import { command, type Trial, tryOut } from "../../support/simulated-node/trial.ts";

/** Of the operations of each change; all of them with `npm run test:all`. */
const SAMPLE = 12;
const MINUTES = 60_000;
const AFTERWARDS = ["resume", "abort", "apply"] as const;
/** At once, while the kubelet is about to act, and when all has come to rest. */
const IDLE_MS = [0, 3_000, 100_000] as const;

type Change = (typeof CHANGES)[keyof typeof CHANGES];

/** The number of each mutating operation of a change, of whatever port, that nothing befalls. */
async function operationsOf(change: Change): Promise<readonly number[]> {
  const node = await initialisedNode();
  try {
    const run = new SimulatedRun(node);
    const outcome = await command(node, change, "apply", run);
    expect(outcome).toEqual({ value: undefined });
    return run.operations.map((_, index) => index + 1);
  } finally {
    node.end();
  }
}

async function problemsOf(trials: readonly Trial[]): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const trial of trials) {
    const { fault, after, isRebooted, idleMs } = trial;
    const when = `${fault.kind} at operation ${fault.at}, ${isRebooted ? "reboot, " : ""}${idleMs} ms, ${after}`;
    problems.push(...((await tryOut(trial)) ?? ["the change ended before"]).map((problem) => `${when}: ${problem}`));
  }
  return problems;
}

describe.each(Object.entries(CHANGES))("a change of %s", (_name, request) => {
  test(
    "killed at any operation leaves a node that works, and the next command makes all of it or nothing",
    async () => {
      const operations = await operationsOf(request);
      expect(operations.length).toBeGreaterThan(60);
      const trials = sampled(operations, SAMPLE).map((at, index): Trial => ({
        request,
        fault: { at, kind: "kill" },
        after: AFTERWARDS[index % 3] ?? "apply",
        isRebooted: index % 4 === 3,
        idleMs: IDLE_MS[(index >> 1) % 3] ?? 0,
      }));
      expect(await problemsOf(trials)).toEqual([]);
    },
    10 * MINUTES,
  );

  test(
    "of which any operation fails is made or taken back, and nobody notices",
    async () => {
      const trials = sampled(await operationsOf(request), SAMPLE).map((at): Trial => ({
        request,
        fault: { at, kind: "fail" },
        after: "resume",
        isRebooted: false,
        idleMs: 0,
      }));
      expect(await problemsOf(trials)).toEqual([]);
    },
    10 * MINUTES,
  );
});
