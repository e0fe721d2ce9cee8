import { expect, test } from "vitest";
import { flags, startApply } from "./support/change.ts";
import { sharedControlPlane } from "./support/control-plane.ts";
import { expectHealthy } from "./support/healthy.ts";
import { expectOneRevision } from "./support/one-revision.ts";
import { reboot } from "./support/reboot.ts";
import { chosen } from "./support/sample.ts";
import { eventually, expectStatus, steadyplane } from "./support/steadyplane.ts";

const controlPlane = sharedControlPlane();

const MOMENTS = [
  [flags.apiServer("goaway-chance", "0.00001"), /second instance starts/u],
  [flags.apiServer("goaway-chance", "0.00002"), /new connections go to the second/u],
  [flags.apiServer("goaway-chance", "0.00003"), /canonical instance leaves/u],
  [flags.apiServer("goaway-chance", "0.00004"), /canonical instance starts/u],
  [flags.apiServer("goaway-chance", "0.00005"), /canonical instance again/u],
  [flags.apiServer("goaway-chance", "0.00006"), /second instance leaves/u],
  [flags.etcd("heartbeat-interval", "101"), /second instance starts/u],
  [flags.etcd("heartbeat-interval", "102"), /second instance waits/u],
  [flags.etcd("heartbeat-interval", "103"), /second instance takes/u],
  [flags.etcd("heartbeat-interval", "104"), /second instance serves/u],
  [flags.etcd("heartbeat-interval", "105"), /canonical instance waits/u],
  [flags.etcd("heartbeat-interval", "106"), /canonical instance takes/u],
] as const;

test.each(chosen(MOMENTS, (_, index) => index === 3 || index === 9))(
  "after a reboot in the middle of %s, at %s, the node works by itself, says so, and --resume finishes",
  async (cluster, moment) => {
    const host = controlPlane();
    const run = startApply(host, cluster);
    await run.says(moment);
    await reboot(host);
    const killed = await run.outcome;

    await eventually("the node is back", 120_000, async () => expectHealthy(host).then(always, never));
    expect((await steadyplane(host, ["status"])).stdout).toMatch(/interrupted/u);

    const outcome = expectStatus(await steadyplane(host, ["apply", "--resume"]), 0);
    await expectOneRevision(host, killed, outcome);
  },
);

const always = (): boolean => true;
const never = (): boolean => false;
