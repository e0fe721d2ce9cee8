import { expect, test } from "vitest";
import type { CommandOutcome } from "../lab/command.ts";
import { CAUSES } from "./support/causes.ts";
import { expectStatus, init, writeConfiguration } from "./support/steadyplane.ts";
import { withHost } from "./support/with-host.ts";

const LIMIT_MS = 30_000;

test("there are twelve of them", () => {
  expect(CAUSES).toHaveLength(12);
});

test.each(CAUSES)("$name: init names it within 30 s", async ({ configuration, provoke, meanwhile, says }) => {
  await withHost(async (host) => {
    writeConfiguration(host, configuration);
    await provoke?.(host);
    const [outcome] = await Promise.all([init(host), meanwhile?.(host)]);
    expectNamed(outcome, says);
  });
});

test.each(CAUSES.filter(({ isFoundBefore }) => isFoundBefore === true))(
  "$name: found before anything is written, and while waiting where that is ignored",
  async ({ configuration, provoke, says }) => {
    await withHost(async (host) => {
      writeConfiguration(host, configuration);
      await provoke?.(host);
      const refused = await init(host);
      expectStatus(refused, 3);
      expect(await host.sh("ls -A /etc/kubernetes 2>/dev/null || true")).toBe("");
      expectNamed(await init(host, "--ignore-preflight-errors", "all"), says);
    });
  },
);

function expectNamed(outcome: CommandOutcome, says: readonly RegExp[]): void {
  expectStatus(outcome, 1, 2, 3);
  for (const word of says) {
    expect(outcome.stderr).toMatch(word);
  }
  // What happened, why it matters, what to do.
  expect(outcome.stderr).toMatch(/^\s*Why\b/mu);
  expect(outcome.stderr).toMatch(/^\s*Fix\b/mu);
  expect(outcome.tookMs).toBeLessThan(LIMIT_MS);
}
