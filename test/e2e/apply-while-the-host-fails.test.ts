import { expect, test } from "vitest";
import { flags, startApply } from "./support/change.ts";
import { sharedControlPlane } from "./support/control-plane.ts";
import { expectOneRevision } from "./support/one-revision.ts";
import { chosen } from "./support/sample.ts";
import { expectStatus } from "./support/steadyplane.ts";

const controlPlane = sharedControlPlane();

interface Fault {
  readonly name: string;
  readonly when: RegExp;
  readonly provoke: string;
  /** What ends the fault, where nothing in the product does. */
  readonly repair?: string;
}

const LEAVES = /canonical instance leaves/u;
const PROVEN = /new connections go to the second/u;

const FAULTS: readonly Fault[] = [
  { name: "nft flush ruleset, after new connections went over", when: PROVEN, provoke: "nft flush ruleset" },
  { name: "nft flush ruleset, while the canonical instance is away", when: LEAVES, provoke: "nft flush ruleset" },
  {
    name: "the kubelet ends and comes back after 10 s",
    when: LEAVES,
    provoke: "steadyplane service stop kubelet",
    repair: "sleep 10; steadyplane service start kubelet",
  },
  { name: "the kubelet is killed", when: PROVEN, provoke: "pkill -KILL -x kubelet" },
  { name: "containerd is killed", when: LEAVES, provoke: "pkill -KILL -x containerd" },
  {
    name: "containerd hangs for 10 s",
    when: PROVEN,
    provoke: "pkill -STOP -x containerd",
    repair: "sleep 10; pkill -CONT -x containerd",
  },
  {
    name: "the second instance is killed",
    when: LEAVES,
    provoke: "pkill -KILL -f 'kube-apiserver .*secure-port=6444'",
  },
];

test.each(chosen(FAULTS, (_, index) => [1, 2, 5].includes(index)).map((fault, index) => ({ ...fault, index })))(
  "$name: the change of the API server is made or undone",
  async ({ when, provoke, repair, index }) => {
    const host = controlPlane();
    const run = startApply(host, flags.apiServer("goaway-chance", `0.0000${index + 1}`));
    await run.says(when);
    await host.sh(provoke);
    if (repair !== undefined) {
      await host.sh(repair);
    }

    const outcome = expectStatus(await run.outcome, 0, 1);

    expect(outcome.tookMs).toBeLessThan(180_000);
    await expectOneRevision(host, outcome);
  },
);
