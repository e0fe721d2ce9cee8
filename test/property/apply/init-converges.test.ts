import { expect, it } from "vitest";
import { changesOf } from "../../../src/plan/plan-node.ts";
import { NodeInMemory } from "../../support/node-in-memory.ts";

it("writes a node that then needs nothing", async () => {
  const node = new NodeInMemory();
  const first = await node.run();
  expect(first.findings).toEqual([]);
  expect(node.files.text("/etc/kubernetes/manifests/etcd.yaml")).toContain("kind: Pod");

  expect(changesOf(await node.plan())).toEqual([]);
});

it("goes on from wherever it was killed, and loses no key that was in place", async () => {
  const whole = new NodeInMemory();
  await whole.run();
  const operations = whole.files.operations.length;
  expect(operations).toBeGreaterThan(80);

  for (let at = 1; at <= operations; at += 1) {
    const node = new NodeInMemory();
    node.files.crashAt(at);
    await expect(node.run(), `killed at operation ${at}`).rejects.toThrow();
    node.files.revive();
    const keys = keysOf(node);

    const second = await node.run();

    expect(second.findings, `after a kill at operation ${at}`).toEqual([]);
    expect(changesOf(await node.plan()), `after a kill at operation ${at}`).toEqual([]);
    expect(keysOf(node)).toMatchObject(keys);
    expect(drafts(node)).toEqual([]);
    expect(node.files.files()).toHaveLength(whole.files.files().length + strayCredentials(node));
  }
}, 120_000);

function keysOf(node: NodeInMemory): Record<string, string | undefined> {
  const names = node.files.files().filter((path) => path.endsWith(".key"));
  return Object.fromEntries(names.map((path) => [path, node.files.text(path)]));
}

function drafts(node: NodeInMemory): readonly string[] {
  return node.files.files().filter((path) => /\/\.[^/]+\.tx[0-9a-f]{12}$/u.test(path));
}

// The kubelet's credential is named after the time: one that no link points to yet is left, as the kubelet leaves it.
function strayCredentials(node: NodeInMemory): number {
  return node.files.files().filter((path) => /kubelet-client-\d/u.test(path)).length - 1;
}
