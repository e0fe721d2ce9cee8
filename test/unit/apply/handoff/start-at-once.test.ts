import { beforeEach, describe, expect, test } from "vitest";
import { startAtOnce } from "../../../../src/apply/handoff/start-at-once.ts";
import { ApiUnreachable } from "../../../../src/ports/cluster-api.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { FakeClusterApi } from "../../../support/fake-cluster-api.ts";
import { FakeContainerRuntime } from "../../../support/fake-container-runtime.ts";
import { InMemoryFileSystem } from "../../../support/in-memory-file-system.ts";

const POD = "kube-scheduler-node-1";
const GROUP = "/sys/fs/cgroup/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-podold.slice";

describe("startAtOnce", () => {
  let clock: FakeClock;
  let api: FakeClusterApi;
  let files: InMemoryFileSystem;
  let runtime: FakeContainerRuntime;
  /** When the API was asked to delete the mirror Pod. */
  let deletions: number[];

  beforeEach(() => {
    clock = new FakeClock();
    api = new FakeClusterApi();
    files = new InMemoryFileSystem().put("/sys/fs/cgroup/cgroup.controllers", "").putDirectory(GROUP);
    runtime = new FakeContainerRuntime();
    deletions = [];
    api.refuse = (call) => void (call.startsWith("delete") && deletions.push(clock.monotonicMs()));
    mirror("old");
    sandbox("old", 1);
  });

  function mirror(hash: string): void {
    const annotations = { "kubernetes.io/config.hash": hash };
    api.put({ apiVersion: "v1", kind: "Pod", metadata: { name: POD, namespace: "kube-system", annotations } });
  }
  function sandbox(hash: string, createdAt: number, isReady = true): void {
    const annotations = { "kubernetes.io/config.hash": hash };
    runtime.putSandbox({ id: `${hash}-${createdAt}`, name: POD, uid: hash, createdAt, isReady, annotations });
  }
  /** The kubelet left alone: the sandbox ends, then the groups go, and its back-off is over after 12 s. */
  function unfold({ groupsGoneAt = 900 } = {}): void {
    clock
      .at(300, () => sandbox("old", 1, false))
      .at(groupsGoneAt, () => files.take(GROUP))
      .at(12_000, () => sandbox("new", 2));
  }
  async function start(hash?: string): Promise<number> {
    await startAtOnce(POD, hash, { api, clock, files, runtime }, new AbortController().signal);
    return clock.monotonicMs();
  }

  test("the old mirror Pod is deleted once, a while after the sandbox has ended", async () => {
    unfold();
    await start("old");
    expect(deletions).toHaveLength(1);
    expect(deletions[0]).toBeGreaterThan(300 + 1_000);
    expect(deletions[0]).toBeLessThan(300 + 2_000);
  });
  test("not while a control group of the old Pod is there", async () => {
    unfold({ groupsGoneAt: 5_000 });
    await start("old");
    expect(deletions[0]).toBeGreaterThanOrEqual(5_000);
  });
  test("it is over when the new sandbox is there", async () => {
    clock
      .at(300, () => sandbox("old", 1, false))
      .at(800, () => files.take(GROUP))
      .at(2_000, () => sandbox("new", 2));
    expect(await start("old")).toBeLessThan(2_200);
  });
  test("the mirror Pod of the new manifest is left alone", async () => {
    mirror("new");
    unfold();
    expect(await start("old")).toBeGreaterThanOrEqual(12_000);
    expect(deletions).toEqual([]);
  });
  test("an API that is away is asked again", async () => {
    const refuse = api.refuse;
    api.refuse = (call) => (clock.monotonicMs() < 4_000 ? new ApiUnreachable("refused", "away") : refuse(call));
    unfold();
    await start("old");
    expect(deletions).toHaveLength(1);
    expect(deletions[0]).toBeGreaterThanOrEqual(4_000);
  });
  test("a runtime that does not answer does not pass for an ended Pod", async () => {
    clock.at(100, () => (runtime.isAvailable = false)).at(6_000, () => (runtime.isAvailable = true));
    unfold();
    await start("old");
    expect(deletions[0]).toBeGreaterThan(6_000);
  });
  test("a kubelet that does nothing is not waited for without end", async () => {
    expect(await start("old")).toBeLessThan(30_000);
    expect(deletions).toEqual([]);
  });
  test("no former Pod is known: nothing to hasten", async () => {
    expect(await start()).toBe(0);
  });
  test("what is left of Pods before the old one is removed, for the kubelet would count it as a crash", async () => {
    sandbox("new", 0, false);
    unfold();
    await start("old");
    expect(runtime.calls).toEqual(["removeSandbox new-0"]);
  });
});
