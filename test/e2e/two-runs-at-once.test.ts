import { expect, test } from "vitest";
import { expectHealthy } from "./support/healthy.ts";
import { CONFIG_PATH, writeConfiguration } from "./support/steadyplane.ts";
import { withHost } from "./support/with-host.ts";

test("of two runs at once one does the work, and the other says who does, with exit status 4", async () => {
  await withHost(async (host) => {
    writeConfiguration(host);
    const runs = [1, 2].map(() => host.start("steadyplane", ["init", "--config", CONFIG_PATH, "--yes"]));
    const outcomes = await Promise.all(runs.map(({ outcome }) => outcome));
    const [done, refused] = outcomes.toSorted((one, other) => (one.status ?? 99) - (other.status ?? 99));
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual([0, 4]);
    expect(refused?.stderr).toMatch(/steadyplane init .*pid \d+/su);
    expect(done?.stdout).toContain("kubeadm join");
    await expectHealthy(host);
  });
});
