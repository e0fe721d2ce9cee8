import { expect, test } from "vitest";
import { soundChange, startApply } from "./support/change.ts";
import { sharedControlPlane } from "./support/control-plane.ts";
import { expectOneRevision } from "./support/one-revision.ts";
import { chosen } from "./support/sample.ts";
import { commandsIn } from "./support/processes.ts";
import { expectStatus } from "./support/steadyplane.ts";

const controlPlane = sharedControlPlane();
const MANIFESTS = "/etc/kubernetes/manifests";

const MOMENTS = [
  /"stage":"stage"/u,
  /"stage":"etcd".*second instance starts/u,
  /"stage":"etcd".*second instance serves/u,
  /"stage":"kube-apiserver".*new connections go to the second/u,
  /"stage":"kube-apiserver".*canonical instance starts/u,
  /"stage":"kube-scheduler".*canonical instance starts anew/u,
] as const;

test.each(chosen(MOMENTS, (_, index) => index === 0 || index === 2 || index === 4))(
  "stopped by SIGTERM at %s, apply takes all of it back and exits with 143",
  async (moment) => {
    const host = controlPlane();
    const before = commandsIn(host, MANIFESTS);
    const run = startApply(host, soundChange(1));
    await run.says(moment);
    run.kill("SIGTERM");

    const outcome = expectStatus(await run.outcome, 143);

    expect(commandsIn(host, MANIFESTS)).toEqual(before);
    await expectOneRevision(host, outcome);
  },
);
