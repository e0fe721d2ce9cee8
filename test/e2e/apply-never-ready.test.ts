import { onTestFinished, expect, test } from "vitest";
import { flags, startApply } from "./support/change.ts";
import { sharedControlPlane } from "./support/control-plane.ts";
import { expectOneRevision } from "./support/one-revision.ts";
import { componentProcesses } from "./support/processes.ts";
import { CONFIG_PATH, expectStatus, steadyplane, writeConfiguration } from "./support/steadyplane.ts";

const controlPlane = sharedControlPlane();
const IMPATIENT =
  "apiVersion: steadyplane.dev/v1alpha1\nkind: SteadyplaneConfiguration\napply: { soak: 1s, healthTimeout: 20s }";
// Of every Pod there is, with version 1 of control groups and with version 2.
const GROUPS =
  "find /sys/fs/cgroup/kubepods* /sys/fs/cgroup/memory/kubepods* -type d -name '*pod[0-9a-f]*' 2>/dev/null | sort";

test("a second API server that lives and does not become ready is given up in time, with what it lacks", async () => {
  const host = controlPlane();
  const before = await componentProcesses(host);
  onTestFinished(async () => void (await host.sh("nft delete table inet closed")));
  // Whoever is connected to etcd stays so.
  await host.sh(`nft add table inet closed; nft add chain inet closed output '{ type filter hook output priority 0; }'
    nft add rule inet closed output tcp dport 2379 'tcp flags & (syn | ack) == syn' drop`);
  writeConfiguration(host, { cluster: flags.apiServer("goaway-chance", "0.00001"), documents: [IMPATIENT] });

  const outcome = expectStatus(await steadyplane(host, ["apply", "--config", CONFIG_PATH, "--yes"]), 1);

  expect(outcome.stderr).toMatch(/etcd/u);
  expect(outcome.tookMs).toBeLessThan(60_000);
  expect(await componentProcesses(host)).toEqual(before);
  await host.sh("nft flush table inet closed");
  await expectOneRevision(host, outcome);
});

test("a second API server that the kernel ends for want of memory is given up, and the running one goes on", async () => {
  const host = controlPlane();
  const before = await componentProcesses(host);
  await host.sh(`${GROUPS} >/root/groups`);
  const run = startApply(host, flags.apiServer("goaway-chance", "0.00002"));
  await host.sh(`until added=$(${GROUPS} | comm -13 /root/groups - | grep .); do sleep 0.01; done
    for group in $added; do
      for limit in memory.max memory.limit_in_bytes; do [ ! -e $group/$limit ] || echo 60M >$group/$limit; done
    done`);

  const outcome = expectStatus(await run.outcome, 1);

  expect(outcome.stdout).toMatch(/memory/iu);
  expect(await componentProcesses(host)).toEqual(before);
  await expectOneRevision(host, outcome);
});
