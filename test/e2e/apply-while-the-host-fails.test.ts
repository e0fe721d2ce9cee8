import { expect, test } from "vitest";
import { flags, startApply } from "./support/change.ts";
import { sharedControlPlane } from "./support/control-plane.ts";
import { expectOneRevision } from "./support/one-revision.ts";
import { chosen } from "./support/sample.ts";
import { expectStatus } from "./support/steadyplane.ts";

const controlPlane = sharedControlPlane();

interface Fault {
  readonly name: string;
  /** What is changed, for each number in another way. */
  readonly change: (number: number) => string;
  readonly when: RegExp;
  readonly provoke: string;
  /** What ends the fault, where nothing in the product does. */
  readonly repair?: string;
  /** Whether the change must be undone. */
  readonly isLost?: boolean;
  /** Whether it is in the sample of `npm test`. */
  readonly isFew?: boolean;
}

const apiServer = (number: number): string => flags.apiServer("goaway-chance", `0.0000${number + 1}`);
const etcd = (number: number): string => flags.etcd("heartbeat-interval", `10${number}`);

const LEAVES = /canonical instance leaves/u;
const PROVEN = /new connections go to the second/u;
const SERVES = /second instance serves/u;
const FLUSH = "nft flush ruleset";
const SECOND_API = "pkill -KILL -f '^kube-apiserver .*secure-port=6444'";

const FAULTS: readonly Fault[] = [
  { name: "the rules are flushed after new connections went over", change: apiServer, when: PROVEN, provoke: FLUSH },
  {
    name: "the rules are flushed while the canonical API server is away",
    change: apiServer,
    when: LEAVES,
    provoke: FLUSH,
    isFew: true,
  },
  { name: "the rules are flushed while the second etcd serves", change: etcd, when: SERVES, provoke: FLUSH },
  {
    name: "the kubelet ends and comes back after 10 s",
    change: apiServer,
    when: LEAVES,
    provoke: "steadyplane service stop kubelet",
    repair: "sleep 10; steadyplane service start kubelet",
    isFew: true,
  },
  { name: "the kubelet is killed", change: apiServer, when: PROVEN, provoke: "pkill -KILL -x kubelet" },
  {
    name: "the kubelet is killed while etcd changes hands",
    change: etcd,
    when: /second instance takes/u,
    provoke: "pkill -KILL -x kubelet",
    isFew: true,
  },
  { name: "containerd is killed", change: apiServer, when: LEAVES, provoke: "pkill -KILL -x containerd" },
  {
    name: "containerd hangs for 10 s",
    change: apiServer,
    when: PROVEN,
    provoke: "pkill -STOP -x containerd",
    repair: "sleep 10; pkill -CONT -x containerd",
    isFew: true,
  },
  {
    name: "the second API server is killed in its soak time",
    change: apiServer,
    when: /"kube-apiserver","detail":"watching the second/u,
    provoke: SECOND_API,
    isLost: true,
    isFew: true,
  },
  { name: "the second API server is killed later", change: apiServer, when: LEAVES, provoke: SECOND_API },
  {
    name: "the second etcd is killed while it serves",
    change: etcd,
    when: SERVES,
    provoke: "pkill -KILL -f '^etcd .*:12379'",
    isLost: true,
  },
];

test.each(chosen(FAULTS, ({ isFew = false }) => isFew).map((fault, index) => ({ ...fault, index })))(
  "$name: the change is made or undone",
  async ({ change, when, provoke, repair, isLost = false, index }) => {
    const host = controlPlane();
    const run = startApply(host, change(index));
    await run.says(when);
    await host.sh(provoke);
    if (repair !== undefined) {
      await host.sh(repair);
    }

    const outcome = expectStatus(await run.outcome, ...(isLost ? [1] : [0, 1]));

    expect(outcome.tookMs).toBeLessThan(180_000);
    await expectOneRevision(host, outcome);
  },
);
