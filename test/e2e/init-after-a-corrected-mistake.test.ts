import { expect, test } from "vitest";
import { expectHealthy } from "./support/healthy.ts";
import { expectStatus, init, writeConfiguration } from "./support/steadyplane.ts";
import { withHost } from "./support/with-host.ts";

const flag = (component: string, name: string): string =>
  `${component}:\n  extraArgs: [{ name: ${name}, value: "false" }]`;

test.each([
  ["a flag of the API server", flag("apiServer", "enable-profiling"), flag("apiServer", "profiling")],
  [
    "a value of etcd",
    'etcd: { local: { extraArgs: [{ name: heartbeat-interval, value: "often" }] } }',
    'etcd: { local: { extraArgs: [{ name: heartbeat-interval, value: "200" }] } }',
  ],
  ["a flag of the scheduler", flag("scheduler", "enable-profiling"), flag("scheduler", "profiling")],
])(
  "after %s was wrong, init with the corrected configuration goes on from what is there",
  async (_what, wrong, right) => {
    await withHost(async (host) => {
      writeConfiguration(host, { cluster: wrong });
      expectStatus(await init(host), 1);
      const authority = await host.must("cat", ["/etc/kubernetes/pki/ca.crt"]);

      writeConfiguration(host, { cluster: right });
      const startedAt = performance.now();
      expectStatus(await init(host), 0);

      // Far from any back-off or limit, not a measurement.
      expect(performance.now() - startedAt).toBeLessThan(60_000);
      expect(await host.must("cat", ["/etc/kubernetes/pki/ca.crt"])).toBe(authority);
      await expectHealthy(host);
    });
  },
);
