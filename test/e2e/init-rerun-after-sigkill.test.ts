import { test } from "vitest";
import { expectHealthy } from "./support/healthy.ts";
import { CONFIG_PATH, expectStatus, init, writeConfiguration } from "./support/steadyplane.ts";
import { withHost } from "./support/with-host.ts";

const COUNT = Number(process.env["STEADYPLANE_KILLS"] ?? "3");
const SEED = Number(process.env["STEADYPLANE_SEED"] ?? "20");
// init takes about this long on two cores.
const SPAN_MS = 5_000;

/** `count` numbers from 0 to below 1, one in each of as many equal parts, the same ones for the same seed. */
function sample(count: number, seed: number): readonly number[] {
  let state = seed;
  return Array.from({ length: count }, (_, index) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (index + state / 2 ** 32) / count;
  });
}

test.each(sample(COUNT, SEED).map((part) => Math.round(part * SPAN_MS)))(
  `killed after %i ms (seed ${SEED}), init goes on from what is there`,
  async (killAfterMs) => {
    await withHost(async (host) => {
      writeConfiguration(host);
      const first = host.start("steadyplane", ["init", "--config", CONFIG_PATH, "--yes"]);
      await new Promise((resolve) => setTimeout(resolve, killAfterMs));
      first.kill("SIGKILL");
      await first.outcome;
      const second = await init(host);
      expectStatus(second, 0);
      await expectHealthy(host);
    });
  },
);
