import { test } from "vitest";
import type { TestHost } from "../lab/test-host.ts";
import { soundChange, startApply } from "./support/change.ts";
import { sharedControlPlane } from "./support/control-plane.ts";
import { expectOneRevision } from "./support/one-revision.ts";
import { SEED, sample } from "./support/sample.ts";
import { CONFIG_PATH, eventually, expectStatus, steadyplane } from "./support/steadyplane.ts";

const controlPlane = sharedControlPlane();

/** How long a change of this kind takes on two cores. */
const SPAN_MS = 45_000;
const GOES_ON = [["--resume"], ["--abort"], ["--config", CONFIG_PATH]] as const;
const KILLS = sample({ few: 8, all: 50 });

test.each(KILLS.map((part, index) => [Math.round(part * SPAN_MS), GOES_ON[index % 3], index] as const))(
  `killed after %i ms (seed ${SEED}), the node works by itself, and apply %s ends the change`,
  async (killAfterMs, args = GOES_ON[0], index) => {
    const host = controlPlane();
    const run = startApply(host, soundChange(index));
    await Promise.race([new Promise((resolve) => setTimeout(resolve, killAfterMs)), run.outcome]);
    run.kill("SIGKILL");
    const killed = await run.outcome;

    await eventually("the node works by itself", 120_000, async () => works(host));

    const outcome = expectStatus(await steadyplane(host, ["apply", "--yes", ...args]), 0);
    await expectOneRevision(host, killed, outcome);
  },
);

async function works(host: TestHost): Promise<boolean> {
  const write =
    "kubectl --kubeconfig /etc/kubernetes/admin.conf --request-timeout 5s annotate ns default seen=yes --overwrite";
  return (await host.run("sh", ["-c", `${write} && ${write}`])).status === 0;
}
