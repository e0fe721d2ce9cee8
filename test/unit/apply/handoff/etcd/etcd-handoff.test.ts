import { describe, expect, it } from "vitest";
import { etcdHandoff } from "../../../../../src/apply/handoff/etcd/etcd-handoff.ts";
import type { Canonical } from "../../../../../src/apply/handoff/handoff.ts";
import type { HandoffEffects } from "../../../../../src/apply/handoff/handoff-context.ts";
import { etcdManifest } from "../../../../support/etcd-manifest.ts";
import { SimulatedEtcdNode } from "../../../../support/simulated-etcd-node.ts";

const OLD = etcdManifest("etcd", "old");
const NEW = etcdManifest("etcd", "new");

function canonical(text: string, placeInputs: () => Promise<void> = async () => undefined): Canonical {
  return { text, areInputsPlaced: async () => true, placeInputs };
}

function handoffOn(node: SimulatedEtcdNode, effects: HandoffEffects = node.effects) {
  return etcdHandoff(node.subject, effects);
}

async function expectNothingLeft(node: SimulatedEtcdNode): Promise<void> {
  expect(await handoffOn(node).isLeftBehind()).toBe(false);
  expect(node.files.text(node.subject.marker)).toBeUndefined();
  expect(node.pidOf("etcd-handoff")).toBeUndefined();
  expect(node.packets.destinationOf("127.0.0.1", 2379).port).toBe(2379);
}

describe("a handoff of etcd", () => {
  it("gives it the new configuration, and requests are held back whenever nobody serves", async () => {
    const node = new SimulatedEtcdNode();
    const handoff = handoffOn(node);
    await handoff.begin();
    expect(node.serving()).toBe("old");
    let servedAtInputs: number | undefined = -1;
    await handoff.replace(canonical(NEW, async () => void (servedAtInputs = node.pidOf("etcd"))));
    expect(servedAtInputs).toBeUndefined();
    expect(node.serving()).toBe("new");
    expect(node.packets.destinationOf("192.0.2.10", 2380)).toEqual({ address: "192.0.2.10", port: 12380 });
    await handoff.end();
    expect(node.serving()).toBe("new");
    expect(node.unprotectedLooks).toBe(0);
    await expectNothingLeft(node);
  });

  it("keeps this order", async () => {
    const node = new SimulatedEtcdNode();
    const handoff = handoffOn(node);
    await handoff.begin();
    await handoff.replace(canonical(NEW));
    await handoff.end();
    expect(node.packets.calls).toEqual([
      "stopTranslating etcd",
      "stopTranslating etcd",
      "translate etcd",
      "hold etcd",
      "release etcd",
      "forget all by 2379",
      "forget all by 2380",
      "hold etcd",
      "stopTranslating etcd",
      "release etcd",
      "forget all by 12379",
      "forget all by 12380",
      "remove etcd",
      "release etcd",
    ]);
    expect(node.files.operations.map(({ kind, path }) => `${kind} ${path}`)).toContain(
      "remove /etc/kubernetes/manifests/etcd-handoff.yaml",
    );
    expect(node.reporter.of("stage-detail").map(({ detail }) => detail)).toContain(
      "the second instance waits for the data directory",
    );
  });

  it("finds a bad value in the second instance and never touches the first", async () => {
    const node = new SimulatedEtcdNode();
    node.stageSecond("bad");
    const pid = node.pidOf("etcd");
    const handoff = handoffOn(node);
    await expect(handoff.begin()).rejects.toMatchObject({ code: "BadFlagValue" });
    await handoff.end();
    expect(node.pidOf("etcd")).toBe(pid);
    expect(node.unprotectedLooks).toBe(0);
    await expectNothingLeft(node);
  });

  it("refuses a cluster that is not well, and starts nothing", async () => {
    const node = new SimulatedEtcdNode();
    node.etcd.raised = [{ memberId: node.etcd.member.id, kind: "NOSPACE" }];
    await expect(handoffOn(node).begin()).rejects.toMatchObject({ code: "EtcdNotWell" });
    node.isEtcdSilent = true;
    await expect(handoffOn(node).begin()).rejects.toMatchObject({ code: "EtcdNotReached" });
    await expectNothingLeft(node);
  });

  it.each<[string, string, (node: SimulatedEtcdNode) => void]>([
    ["connections are not redirected", "EtcdNotRedirected", (node) => (node.isRedirectBroken = true)],
    ["the kubelet does not stop the old one", "EtcdNotStopped", (node) => (node.isKubeletHung = true)],
  ])("leaves everything as it was where %s", async (_name, code, spoil) => {
    const node = new SimulatedEtcdNode();
    const pid = node.pidOf("etcd");
    const handoff = handoffOn(node);
    await handoff.begin();
    spoil(node);
    await expect(handoff.replace(canonical(NEW))).rejects.toMatchObject({ code });
    expect(node.files.text(node.subject.manifest.path)).toBe(OLD);
    expect(node.packets.heldForMs("192.0.2.10", 6443)).toBe(0);
    await handoff.replace(canonical(OLD));
    await handoff.end();
    expect(node.pidOf("etcd")).toBe(pid);
    expect(node.serving()).toBe("old");
    expect(node.unprotectedLooks).toBe(0);
    node.isKubeletHung = false;
    await expectNothingLeft(node);
  });

  it("goes back where the second instance does not last", async () => {
    const node = new SimulatedEtcdNode();
    const handoff = handoffOn(node);
    await handoff.begin();
    node.clock.at(node.clock.monotonicMs() + 4_000, () => node.break("etcd-handoff"));
    await expect(handoff.replace(canonical(NEW))).rejects.toThrow();
    await handoff.replace(canonical(OLD));
    await handoff.end();
    expect(node.serving()).toBe("old");
    await expectNothingLeft(node);
  });

  it("goes back without a gap where the second instance is gone already", async () => {
    const node = new SimulatedEtcdNode();
    const handoff = handoffOn(node);
    await handoff.begin();
    await handoff.replace(canonical(NEW));
    await handoff.end();
    await handoff.replace(canonical(OLD));
    await handoff.end();
    expect(node.serving()).toBe("old");
    expect(node.unprotectedLooks).toBe(0);
    await expectNothingLeft(node);
  });

  it("sends connections to the second instance again after a firewall has loaded its rules", async () => {
    const node = new SimulatedEtcdNode();
    const handoff = handoffOn(node);
    await handoff.begin();
    node.clock.at(node.clock.monotonicMs() + 4_000, () => node.packets.flush());
    await handoff.replace(canonical(NEW));
    expect(node.serving()).toBe("new");
  });

  it("waits until the API server has nothing in work, and lets traffic go on meanwhile", async () => {
    const node = new SimulatedEtcdNode();
    const handoff = handoffOn(node);
    await handoff.begin();
    node.inWork = [...Array.from({ length: 80 }, () => 1), 0];
    await handoff.replace(canonical(NEW));
    expect(node.packets.calls.filter((call) => call === "hold etcd").length).toBeGreaterThan(1);
    expect(node.reporter.of("warning")).toEqual([]);
    expect(node.unprotectedLooks).toBe(0);
  });

  it("lets another member lead first, and says what is at risk", async () => {
    const node = new SimulatedEtcdNode();
    node.etcd.others = [{ ...node.etcd.member, id: "b", name: "cp2" }];
    const handoff = handoffOn(node);
    await handoff.begin();
    await handoff.replace(canonical(NEW));
    expect(node.etcd.movedTo).toEqual(["b"]);
    expect(node.reporter.of("warning")).toMatchObject([{ text: expect.stringContaining("can stop the cluster") }]);
  });

  it("with changed files alone ends the old process, and the same Pod starts again", async () => {
    const node = new SimulatedEtcdNode();
    const pid = node.pidOf("etcd");
    let arePlaced = false;
    const change: Canonical = {
      text: OLD,
      areInputsPlaced: async () => arePlaced,
      placeInputs: async () => void (arePlaced = true),
    };
    const handoff = handoffOn(node);
    await handoff.begin();
    await handoff.replace(change);
    await handoff.end();
    expect(node.pidOf("etcd")).not.toBe(pid);
    expect(node.serving()).toBe("old");
    expect(node.unprotectedLooks).toBe(0);
    await expectNothingLeft(node);
  });
});

describe("a run that is killed", () => {
  const CHANGING = new Set(["translate", "stopTranslating", "remove", "hold", "release", "forget", "signal"]);
  const WRITING = new Set(["writeNew", "rename", "makeDirectory"]);

  /** The n-th change and every later one is not made any more. */
  function killedAt(
    n: number,
    effects: HandoffEffects,
  ): { readonly effects: HandoffEffects; readonly made: () => number } {
    let made = 0;
    const dying = <T extends object>(target: T): T =>
      new Proxy(target, {
        get: (object, name) => {
          const value: unknown = Reflect.get(object, name, object);
          if (typeof value !== "function") {
            return value;
          }
          const isChange = CHANGING.has(String(name)) || WRITING.has(String(name));
          return async (...args: unknown[]): Promise<unknown> => {
            made += isChange ? 1 : 0;
            if (isChange && made >= n) {
              throw new Error("killed");
            }
            return value.apply(object, args) as unknown;
          };
        },
      });
    const { files, packets, processes } = effects;
    return {
      effects: { ...effects, files: dying(files), packets: dying(packets), processes: dying(processes) },
      made: () => made,
    };
  }

  async function run(node: SimulatedEtcdNode, effects: HandoffEffects): Promise<void> {
    const handoff = handoffOn(node, effects);
    await handoff.begin();
    await handoff.replace(canonical(NEW));
    await handoff.end();
  }

  it.each([
    ["forward", "at once", 0],
    ["forward", "later", 30_000],
    ["back", "at once", 0],
    ["back", "later", 30_000],
    ["back", "after a reboot", -1],
  ] as const)("at any step leaves what the next one takes %s %s", async (way, _when, pauseMs) => {
    const whole = new SimulatedEtcdNode();
    const counted = killedAt(Number.POSITIVE_INFINITY, whole.effects);
    await run(whole, counted.effects);
    expect(counted.made()).toBeGreaterThan(20);
    for (let n = 1; n <= counted.made(); n += 1) {
      const node = new SimulatedEtcdNode();
      await expect(run(node, killedAt(n, node.effects).effects)).rejects.toThrow();
      if (pauseMs < 0) {
        node.reboot();
      }
      node.pass(Math.abs(pauseMs));
      const handoff = handoffOn(node);
      const isReplacing = node.files.text(node.subject.manifest.path) === NEW || way === "back";
      await (isReplacing ? undefined : handoff.begin());
      await handoff.replace(canonical(way === "back" ? OLD : NEW));
      await handoff.end();
      expect([n, node.serving()]).toEqual([n, way === "back" ? "old" : "new"]);
      expect([n, await handoff.isLeftBehind()]).toEqual([n, false]);
    }
  });
});
