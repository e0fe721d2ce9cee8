import { beforeAll, expect, test } from "vitest";
import { FileChange, nodeToChange } from "../../support/file-change.ts";
import { InMemoryFileSystem } from "../../support/in-memory-file-system.ts";
import { type Kept, PowerLossFileSystem } from "../../support/power-loss-file-system.ts";
import { sampled } from "../../support/sampled.ts";
import { COMMITTED, type Contents, contentsIn, expectEitherWhole, expectOver } from "../../support/survival.ts";

/** Of the operations of the change; all of them with `npm run test:all`. */
const SAMPLE = 40;
const MINUTES = 60_000;

const isOurs = (directory: string): boolean => directory.startsWith("/var/lib/steadyplane");

/** How many of the changes that were not synced survive in each directory, of which a test can only try some. */
const LOSSES: Readonly<Record<string, Kept>> = {
  all: () => 0,
  "all but the first": () => 1,
  half: (count) => count >> 1,
  none: (count) => count,
  "all outside of our own directory": (count, directory) => (isOurs(directory) ? count : 0),
  "all in our own directory": (count, directory) => (isOurs(directory) ? 0 : count),
};

let before: InMemoryFileSystem;
let after: Contents;
let operations: readonly number[];

beforeAll(async () => {
  before = await nodeToChange();
  const files = copyOf(before);
  const change = new FileChange(files);
  await change.apply(await change.plan());
  after = contentsIn(files);
  operations = files.operations.map((_, index) => index + 1);
});

function copyOf(files: InMemoryFileSystem): InMemoryFileSystem {
  return new InMemoryFileSystem().putAll(files.snapshot());
}

test.each(Object.entries(LOSSES))(
  "the power fails at any operation, and %s of what was not synced is lost: each file is the old or the new one, and the next run makes all of it or nothing",
  async (what, kept) => {
    expect(operations.length).toBeGreaterThan(100);
    const old = contentsIn(before);
    for (const [index, at] of sampled(operations, SAMPLE).entries()) {
      const when = `a power loss at operation ${at} with ${what} of it lost`;
      const files = copyOf(before);
      const power = new PowerLossFileSystem(files);
      const change = new FileChange(power.live);
      const plan = await change.plan();
      files.crashAt(at);
      // While it only tidies up, nobody is told of a failure.
      await change.apply(plan).catch(() => undefined);
      expect(files.operations.length).toBeGreaterThanOrEqual(at);
      const rest = await power.afterLoss(kept);
      expectEitherWhole(contentsIn(rest), old, after, when);
      await new FileChange(rest).recover(index % 2 === 0 ? "resume" : "abort");
      expectOver(contentsIn(rest), old, after, when);
    }
  },
  10 * MINUTES,
);

test.each(Object.entries(LOSSES))(
  "the power fails right after a change, and %s is lost: it is made",
  async (what, kept) => {
    const power = new PowerLossFileSystem(copyOf(before));
    const change = new FileChange(power.live);
    await change.apply(await change.plan());
    const rest = await power.afterLoss(kept);
    expect(contentsIn(rest)[COMMITTED]).toBeDefined();
    expectOver(contentsIn(rest), contentsIn(before), after, `a loss of ${what}`);
  },
);
