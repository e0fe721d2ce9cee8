import { expect, test } from "vitest";
import { guardTable } from "../../../../../src/apply/handoff/guard/guard-table.ts";
import { FakeClock } from "../../../../support/fake-clock.ts";
import { FakeConnections } from "../../../../support/fake-connections.ts";
import { answered, FakeHttp } from "../../../../support/fake-http.ts";
import { FakePacketFilter } from "../../../../support/fake-packet-filter.ts";
import { InMemoryHostLock } from "../../../../support/in-memory-host-lock.ts";

const GUARDED = {
  table: "etcd",
  canonical: { port: 2379, probe: "http://127.0.0.1:2381/readyz" },
  second: { port: 12379, probe: "http://127.0.0.1:12381/readyz" },
};
const FORGET = ["forget all by 12379", "forget all by 12380"];
const CLEARED = ["stopTranslating etcd", ...FORGET, "remove etcd"];
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

/** A host in the middle of a handoff: both listen, the second one serves and is asked instead of the first. */
async function host() {
  const clock = new FakeClock();
  const packets = new FakePacketFilter(clock);
  const connections = new FakeConnections().listen(2379).listen(12379);
  const http = new FakeHttp();
  const answers = (which: "canonical" | "second", status: number) =>
    http.answer(GUARDED[which].probe, answered("", status));
  answers("second", 200);
  await packets.translate("etcd", [
    { address: "127.0.0.1", port: 2379, toAddress: "127.0.0.1", toPort: 12379 },
    { address: "192.0.2.2", port: 2379, toAddress: "192.0.2.2", toPort: 12379 },
    { address: "192.0.2.2", port: 2380, toAddress: "192.0.2.2", toPort: 12380 },
  ]);
  packets.calls.length = 0;
  const lock = new InMemoryHostLock();
  let owner: "present" | "gone" | "released" = "gone";
  const gaveUp = new AbortController();
  /** When, in milliseconds, the guard had done its work; undefined where it never has. */
  const run = async (): Promise<number | undefined> => {
    clock.at(HOUR, () => gaveUp.abort());
    try {
      await guardTable(GUARDED, () => owner, { packets, connections, http, lock, clock }, gaveUp.signal);
      return clock.monotonicMs();
    } catch {
      return undefined;
    }
  };
  return { clock, packets, connections, answers, lock, run, setOwner: (now: typeof owner) => (owner = now) };
}

test("while its owner lives, and when that takes the table away itself, nothing is touched", async () => {
  const { clock, packets, answers, run, setOwner } = await host();
  setOwner("present");
  answers("canonical", 200);
  clock.at(600 * SECOND, () => setOwner("released"));
  expect(await run()).toBeGreaterThanOrEqual(600 * SECOND);
  expect(packets.calls).toEqual([]);
});

test("an owner that hangs while nobody listens behind the translation loses it, but not the table", async () => {
  const { clock, packets, connections, run, setOwner } = await host();
  setOwner("present");
  clock.at(5 * SECOND, () => connections.unlisten(12379));
  clock.at(7 * SECOND, () => connections.listen(12379));
  clock.at(9 * SECOND, () => setOwner("released"));
  await run();
  expect(packets.calls).toEqual(["stopTranslating etcd"]);
});

test("with its owner gone, a translation stays for as long as only the second instance serves", async () => {
  const { packets, run } = await host();
  expect(await run()).toBeUndefined();
  expect(packets.calls).toEqual([]);
});

test("an instance that answers but is not ready does not serve", async () => {
  const { packets, answers, run } = await host();
  answers("canonical", 500);
  await run();
  expect(packets.calls).toEqual([]);
});

test("the translation ends once the canonical instance has served for a while, and the table with the second one", async () => {
  const { clock, packets, connections, answers, run } = await host();
  clock.at(100 * SECOND, () => answers("canonical", 200));
  clock.at(104 * SECOND, () => expect(packets.calls).toEqual([]));
  clock.at(107 * SECOND, () => expect(packets.calls).toEqual(["stopTranslating etcd"]));
  clock.at(200 * SECOND, () => connections.unlisten(12379));
  const endedAt = await run();
  expect(packets.calls).toEqual(CLEARED);
  expect(await packets.tables()).toEqual([]);
  expect(endedAt).toBeGreaterThanOrEqual(200 * SECOND);
  expect(endedAt).toBeLessThan(202 * SECOND);
});

test("a canonical instance that had been told to stop gives the clients to the second one after all", async () => {
  const { clock, packets, connections, answers, run } = await host();
  answers("second", 503);
  answers("canonical", 200);
  clock.at(10 * SECOND, () => {
    expect(packets.calls).toEqual(["stopTranslating etcd"]);
    connections.unlisten(2379);
    answers("canonical", 503);
    answers("second", 200);
  });
  clock.at(60 * SECOND, () => expect(packets.calls).toEqual(["stopTranslating etcd", "translate etcd"]));
  expect(await run()).toBeUndefined();
  expect((await packets.tables())[0]?.isTranslating).toBe(true);
});

test("an interruption makes the canonical instance prove itself anew", async () => {
  const { clock, packets, answers, run } = await host();
  clock.at(100 * SECOND, () => answers("canonical", 200));
  clock.at(104 * SECOND, () => answers("canonical", 500));
  clock.at(106 * SECOND, () => answers("canonical", 401));
  clock.at(110 * SECOND, () => expect(packets.calls).toEqual([]));
  await run();
  expect(packets.calls).toEqual(["stopTranslating etcd"]);
});

test("a second instance that only waits gives way sooner", async () => {
  const { clock, packets, answers, run } = await host();
  answers("second", 503);
  answers("canonical", 200);
  clock.at(3 * SECOND, () => expect(packets.calls).toEqual(["stopTranslating etcd"]));
  await run();
  expect(packets.calls).toEqual(["stopTranslating etcd"]);
});

test("a second instance that is gone gives way at once, unless there is no other", async () => {
  const { clock, packets, connections, run } = await host();
  connections.unlisten(2379);
  clock.at(10 * SECOND, () => connections.unlisten(12379));
  clock.at(60 * SECOND, () => {
    expect(packets.calls).toEqual([]);
    connections.listen(2379);
  });
  expect(await run()).toBeLessThan(62 * SECOND);
  expect(packets.calls).toEqual(CLEARED);
});

test("the table stays for connections that need it, a minute at most", async () => {
  const { clock, packets, connections, run } = await host();
  connections.unlisten(12379);
  connections.connect(12379, "0100007F:D431");
  clock.at(30 * SECOND, () => expect(packets.calls).toEqual(["stopTranslating etcd"]));
  const endedAt = await run();
  expect(endedAt).toBeGreaterThanOrEqual(60 * SECOND);
  expect(endedAt).toBeLessThan(62 * SECOND);
  expect(packets.calls).toEqual(CLEARED);
});

test("while another run has the host, the table is that one's", async () => {
  const { clock, packets, connections, answers, lock, run } = await host();
  answers("canonical", 200);
  const other = await lock.take("steadyplane apply --resume");
  clock.at(300 * SECOND, () => {
    expect(packets.calls).toEqual([]);
    connections.unlisten(12379);
    void (other.kind === "taken" && other.release());
  });
  expect(await run()).toBeGreaterThanOrEqual(300 * SECOND);
  expect(packets.calls).toEqual(CLEARED);
});

test("a translation that another run set meanwhile is not taken away with the old one's table", async () => {
  const { clock, packets, connections, run } = await host();
  connections.unlisten(12379);
  connections.connect(12379, "0100007F:D431");
  clock.at(30 * SECOND, () => {
    connections.listen(12379);
    void packets.translate("etcd", []);
  });
  expect(await run()).toBeUndefined();
  expect(packets.calls).not.toContain("remove etcd");
});

test("what failed is tried again", async () => {
  const { clock, packets, connections, answers, run } = await host();
  answers("canonical", 200);
  clock.at(60 * SECOND, () => connections.unlisten(12379));
  const stop = packets.stopTranslating.bind(packets);
  let failures = 3;
  packets.stopTranslating = async (name) => {
    failures -= 1;
    if (failures >= 0) {
      throw new Error("netlink: out of memory");
    }
    await stop(name);
  };
  expect(await run()).toBeDefined();
  expect(packets.calls).toEqual(CLEARED);
});
