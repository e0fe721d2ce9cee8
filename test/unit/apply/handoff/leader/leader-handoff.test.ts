import { describe, expect, test } from "vitest";
import type { Canonical } from "../../../../../src/apply/handoff/handoff.ts";
import { leaderHandoff } from "../../../../../src/apply/handoff/leader/leader-handoff.ts";
import { ApiUnreachable } from "../../../../../src/ports/cluster-api.ts";
import { ElectedHost } from "../../../../support/elected-host.ts";

const COMPONENTS = ["kube-scheduler", "kube-controller-manager"] as const;

function canonical(text: string, isProven = false): Canonical {
  return { text, isProven, areInputsPlaced: async () => true, placeInputs: async () => undefined };
}

function handoffOf(host: ElectedHost) {
  return leaderHandoff(host.subject(), host.effects());
}

/** Seconds without a leader, each time the lease moved. */
function gaps(host: ElectedHost): readonly number[] {
  const details = host.reporter.of("stage-detail").map(({ detail }) => /^(.*) s without a leader$/u.exec(detail)?.[1]);
  return details.flatMap((seconds) => (seconds === undefined ? [] : [Number(seconds)]));
}

function expectNothingLeft(host: ElectedHost, text: string, component: string): void {
  expect(host.files.text(host.subject().manifest.path)).toBe(text);
  expect(host.leader()).toBe(`${component}-node-1`);
  expect(Object.keys(host.pids())).toEqual([`${component}-node-1`]);
  expect(host.files.files().filter((path) => path.includes("handoff"))).toEqual([]);
  expect(host.violations).toEqual([]);
}

describe.each(COMPONENTS)("%s", (component) => {
  test("is changed with no leader for less than 5 s, and nothing is left", async () => {
    const host = new ElectedHost(component).stage("--v=2");
    const handoff = handoffOf(host);
    const before = host.pids();
    await handoff.begin();
    expect(host.pids()).toEqual({ ...before, [`${component}-handoff-node-1`]: expect.any(Number) });
    expect(host.leader()).toBe(`${component}-node-1`);
    await handoff.replace(canonical(host.manifest("--v=2")));
    expect(await handoff.isLeftBehind()).toBe(true);
    await handoff.end();
    expect(await handoff.isLeftBehind()).toBe(false);
    expectNothingLeft(host, host.manifest("--v=2"), component);
    expect(gaps(host).length).toBeGreaterThan(0);
    expect(Math.max(...gaps(host))).toBeLessThan(5);
  });

  test("a bad flag: the cause is named, and the running one was never touched", async () => {
    const host = new ElectedHost(component).stage("--broken");
    const before = host.pids();
    const handoff = handoffOf(host);
    await expect(handoff.begin()).rejects.toMatchObject({ code: "UnknownFlag" });
    expect(host.pids()).toEqual(before);
    await handoff.replace(canonical(host.manifest(), true));
    await handoff.end();
    expect(host.pids()).toEqual(before);
    expectNothingLeft(host, host.manifest(), component);
    expect(gaps(host)).toEqual([]);
  });

  test("what breaks only when it leads is noticed, and walked back", async () => {
    const host = new ElectedHost(component).stage("--breaks-leading");
    const handoff = handoffOf(host);
    await handoff.begin();
    const begunAt = host.clock.monotonicMs();
    const replaced = handoff.replace(canonical(host.manifest("--breaks-leading")));
    await expect(replaced).rejects.toMatchObject({
      name: "ToolError",
      evidence: expect.arrayContaining([expect.stringContaining("leaderelection lost")]),
    });
    const failedAt = host.clock.monotonicMs();
    expect(failedAt - begunAt).toBeLessThan(6_000);
    await handoff.replace(canonical(host.manifest(), true));
    await handoff.end();
    expectNothingLeft(host, host.manifest(), component);
    expect(host.clock.monotonicMs() - failedAt).toBeLessThan(25_000);
  });

  test("an API that is away for a moment costs time, no more", async () => {
    const host = new ElectedHost(component).stage("--v=2");
    const handoff = handoffOf(host);
    await handoff.begin();
    host.clock.at(host.clock.monotonicMs() + 200, () => {
      host.api.refuse = () => new ApiUnreachable("refused", "away");
    });
    host.clock.at(host.clock.monotonicMs() + 2_000, () => {
      host.api.refuse = () => undefined;
    });
    await handoff.replace(canonical(host.manifest("--v=2")));
    await handoff.end();
    expectNothingLeft(host, host.manifest("--v=2"), component);
  });

  test("killed at any write, another run finishes it", async () => {
    let n = 0;
    for (let isKilled = true; isKilled; n += 1) {
      const host = new ElectedHost(component).stage("--v=2");
      const run = async (): Promise<void> => {
        const handoff = handoffOf(host);
        await handoff.begin();
        await handoff.replace(canonical(host.manifest("--v=2")));
        await handoff.end();
      };
      host.files.crashAt(n + 1);
      isKilled = await run().then(
        () => false,
        () => true,
      );
      host.files.revive();
      // Until the next command comes, the kubelet has ended what has no manifest any more.
      await host.effects().clock.sleep(5_000);
      await run();
      expectNothingLeft(host, host.manifest("--v=2"), component);
    }
    expect(n).toBeGreaterThan(5);
  });
});

describe("leaderHandoff", () => {
  test("the second instance keeps the lead until the canonical one is healthy", async () => {
    const host = new ElectedHost("kube-controller-manager").stage("--v=2");
    const handoff = handoffOf(host);
    await handoff.begin();
    host.stop("kube-controller-manager");
    await host.effects().clock.sleep(20_000);
    expect(host.leader()).toBe("kube-controller-manager-handoff-node-1");
    await expect(handoff.end()).rejects.toMatchObject({ name: "ToolError" });
    expect(host.leader()).toBe("kube-controller-manager-handoff-node-1");
  });

  test.each([
    [["--leader-elect=false"], ["--leader-elect=false"]],
    [[], ["--leader-elect=false"]],
    [[], ["--leader-elect-resource-name=other"]],
    [["--config=/etc/scheduler.yaml"], ["--config=/etc/scheduler.yaml"]],
  ])("without one Lease for both no second one is started: %j, then %j", async (now, next) => {
    const host = new ElectedHost("kube-scheduler").stage(...next);
    host.files.put(host.subject().manifest.path, host.manifest(...now));
    await expect(handoffOf(host).begin()).rejects.toMatchObject({ code: "HandoffImpossible" });
    expect(host.files.text(host.subject().second.path)).toBeUndefined();
  });

  test("one that has lost the lease without noticing does not pass for its holder", async () => {
    const host = new ElectedHost("kube-controller-manager").stage("--v=2");
    const handoff = handoffOf(host);
    await handoff.begin();
    host.loseLease();
    await handoff.replace(canonical(host.manifest("--v=2")));
    expect(host.api.calls.filter((call) => call.startsWith("patch Lease"))).toEqual([]);
  });

  test("a living leader's lease is never given up, however long the kubelet takes", async () => {
    const host = new ElectedHost("kube-controller-manager").stage("--v=2");
    const handoff = handoffOf(host);
    await handoff.begin();
    host.isKubeletHung = true;
    const replaced = handoff.replace(canonical(host.manifest("--v=2")));
    await expect(replaced).rejects.toMatchObject({ code: "ProcessDoesNotEnd" });
    expect(host.leader()).toBe("kube-controller-manager-node-1");
    expect(host.api.calls.filter((call) => call.startsWith("patch Lease"))).toEqual([]);
    expect(host.violations).toEqual([]);
  });
});
