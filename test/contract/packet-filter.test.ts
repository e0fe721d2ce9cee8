import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { NftPacketFilter } from "../../src/adapters/nft-packet-filter.ts";
import type { CommandResult } from "../../src/ports/commands.ts";
import type { PacketFilter, Translation } from "../../src/ports/packet-filter.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { FakeCommands } from "../support/fake-commands.ts";
import { FakePacketFilter } from "../support/fake-packet-filter.ts";
import type { NetworkAgent } from "../support/network-agent.ts";
import { networkPair } from "../support/network-pair.ts";

interface Opened {
  /** Who answered, or how it failed; `held` where nothing was heard in time. */
  readonly answer: string;
  /** Asks again on the same connection. */
  ask(waitMs?: number): Promise<string>;
  close(): Promise<void>;
}

type From = "host" | "neighbour";

/** A host on which `old` answers at port 6443 of every address and `new` at 6444. */
interface Ground {
  readonly packets: PacketFilter;
  connect(address: string, port: number, from?: From, waitMs?: number): Promise<Opened>;
  elapsedMs(): number;
  leave(): void;
}

const NAMES: Readonly<Record<number, string>> = { 6443: "old", 6444: "new" };
const LONG_MS = 10_000;
const SHORT_MS = 300;

function fake(): Ground {
  const clock = new FakeClock();
  const packets = new FakePacketFilter(clock);
  const arrive = (address: string, port: number, answer: string, waitMs: number, isOpening = false): string => {
    const openingMs = isOpening ? packets.heldForMs(address, port, "opening") : 0;
    const heldMs = Math.max(openingMs, packets.heldForMs(address, port));
    clock.advance(Math.min(heldMs, waitMs));
    return heldMs > waitMs ? "held" : answer;
  };
  return {
    packets,
    connect: async (address, port, _from, waitMs = LONG_MS) => {
      const destination = packets.destinationOf(address, port).port;
      const tracked = packets.track(port, destination);
      const ask = (ms: number, isOpening = false) =>
        arrive(address, port, NAMES[destination] ?? "refused", ms, isOpening);
      return { answer: ask(waitMs, true), ask: async (ms = LONG_MS) => ask(ms), close: async () => tracked.end() };
    },
    elapsedMs: () => clock.monotonicMs(),
    leave: () => undefined,
  };
}

async function realGround(): Promise<Ground & { readonly host: NetworkAgent }> {
  const agents = await networkPair();
  for (const [port, name] of Object.entries(NAMES)) {
    await agents.host.listen("::", Number(port), name);
  }
  return {
    host: agents.host,
    packets: new NftPacketFilter(agents.host.commands),
    connect: async (address, port, from = "host", waitMs = LONG_MS) => {
      const agent = agents[from];
      const { id, answer } = agent.connect(address, port);
      const first = await within(waitMs, answer);
      if (first === "held") {
        // Its packets would be sent again in the middle of another test.
        await agent.close(id);
      }
      return {
        answer: first,
        ask: async (ms = LONG_MS) => within(ms, agent.ask(id)),
        close: async () => agent.close(id),
      };
    },
    elapsedMs: () => performance.now(),
    leave: () => [agents.host, agents.neighbour].forEach((agent) => agent.end()),
  };
}

async function within(ms: number, answer: Promise<string>): Promise<string> {
  return Promise.race([answer, new Promise<string>((resolve) => setTimeout(() => resolve("held"), ms))]);
}

const NODE: Translation = { address: "192.0.2.2", port: 6443, toAddress: "192.0.2.2", toPort: 6444 };
const NODE6: Translation = { address: "fd00::2", port: 6443, toAddress: "fd00::2", toPort: 6444 };
const SERVICE: Translation = { address: "10.96.0.1", port: 443, toAddress: "192.0.2.2", toPort: 6444 };
const LOOPBACK: Translation = { address: "127.0.0.1", port: 6443, toAddress: "127.0.0.1", toPort: 6444 };

describe.each<[string, () => Ground | Promise<Ground>]>([
  ["fake", fake],
  ["of this host", realGround],
])("PacketFilter: %s", (_name, make) => {
  let ground: Ground;
  const answerAt = async (address: string, port: number, from?: From, waitMs?: number): Promise<string> =>
    (await ground.connect(address, port, from, waitMs)).answer;
  beforeAll(async () => {
    ground = await make();
  });
  beforeEach(async () => {
    await ground.packets.remove("api");
    await ground.packets.release("api");
    await Promise.all([6443, 6444].map(async (port) => ground.packets.forget(port, "all")));
  });
  afterAll(() => ground.leave());

  test("it can be used, and without rules lets everything in", async () => {
    expect(await ground.packets.lacks()).toBeUndefined();
    expect(await ground.packets.tables()).toEqual([]);
    expect(await ground.packets.accepts(6444)).toEqual({ kind: "accepted" });
  });

  test.each(["host", "neighbour"] as const)(
    "new connections from the %s arrive elsewhere, by both families",
    async (from) => {
      await ground.packets.translate("api", [NODE, NODE6, SERVICE]);
      expect(await answerAt("192.0.2.2", 6443, from)).toBe("new");
      expect(await answerAt("fd00::2", 6443, from)).toBe("new");
    },
  );

  test.each(["host", "neighbour"] as const)("a Service's address, asked from the %s", async (from) => {
    await ground.packets.translate("api", [SERVICE]);
    expect(await answerAt("10.96.0.1", 443, from)).toBe("new");
  });

  test.each([
    ["192.0.2.3", "host"],
    ["192.0.2.3", "neighbour"],
    ["127.0.0.1", "host"],
    ["127.0.0.2", "host"],
    ["::1", "host"],
  ] as const)("%s, which was not named, is left alone (from the %s)", async (address, from) => {
    await ground.packets.translate("api", [NODE, NODE6]);
    expect(await answerAt(address, 6443, from)).toBe("old");
  });

  test("a secondary address and a loopback address are translated where they are named", async () => {
    await ground.packets.translate("api", [LOOPBACK, { ...NODE, address: "192.0.2.3" }]);
    expect(await answerAt("192.0.2.3", 6443, "neighbour")).toBe("new");
    expect(await answerAt("127.0.0.1", 6443)).toBe("new");
    expect(await answerAt("127.0.0.2", 6443)).toBe("old");
  });

  test.each(["host", "neighbour"] as const)(
    "established connections of the %s stay where they are, both ways",
    async (from) => {
      const before = await ground.connect("192.0.2.2", 6443, from);
      await ground.packets.translate("api", [NODE]);
      const during = await ground.connect("192.0.2.2", 6443, from);
      await ground.packets.stopTranslating("api");
      const after = await ground.connect("192.0.2.2", 6443, from);
      const answers = async () => Promise.all([before.ask(), during.ask(), after.ask()]);
      expect(await answers()).toEqual(["old", "new", "old"]);
    },
  );

  test("tables are listed with what they translate, or did", async () => {
    await ground.packets.translate("api", [NODE, NODE6]);
    expect(await ground.packets.tables()).toEqual([{ name: "api", isTranslating: true, translations: [NODE, NODE6] }]);
    await ground.packets.stopTranslating("api");
    expect(await ground.packets.tables()).toEqual([{ name: "api", isTranslating: false, translations: [NODE, NODE6] }]);
    await ground.packets.remove("api");
    expect(await ground.packets.tables()).toEqual([]);
  });

  test("strays are refused without touching what is translated, and may be refused again", async () => {
    await ground.packets.refuseStrays("api");
    await ground.packets.translate("api", [NODE, NODE6]);
    const during = await ground.connect("192.0.2.2", 6443, "neighbour");
    await ground.packets.refuseStrays("api");
    await ground.packets.refuseStrays("api");
    expect(await during.ask()).toBe("new");
    expect(await answerAt("192.0.2.2", 6443)).toBe("new");
    expect(await answerAt("fd00::2", 6443, "neighbour")).toBe("new");
    expect(await ground.packets.tables()).toEqual([{ name: "api", isTranslating: true, translations: [NODE, NODE6] }]);
    await ground.packets.stopTranslating("api");
    expect(await answerAt("192.0.2.2", 6443)).toBe("old");
    expect(await during.ask()).toBe("new");
  });

  test("everything may be repeated, and the last word counts", async () => {
    await ground.packets.translate("api", [SERVICE]);
    await ground.packets.translate("api", [NODE]);
    await ground.packets.translate("api", [NODE]);
    expect(await ground.packets.tables()).toMatchObject([{ translations: [NODE] }]);
    expect(await answerAt("192.0.2.2", 6443)).toBe("new");
    await ground.packets.stopTranslating("api");
    await ground.packets.stopTranslating("api");
    expect(await answerAt("192.0.2.2", 6443)).toBe("old");
    await ground.packets.translate("api", [NODE]);
    expect(await answerAt("192.0.2.2", 6443)).toBe("new");
    await ground.packets.remove("api");
    await ground.packets.remove("api");
    await ground.packets.stopTranslating("api");
    expect(await answerAt("192.0.2.2", 6443)).toBe("old");
  });

  test("a hold stops what is said on connections, old and new ones, until it is released", async () => {
    const open = await ground.connect("192.0.2.2", 6443);
    await ground.packets.hold("api", ["192.0.2.2", "fd00::2"], 6443, 30_000, "opened");
    expect(await open.ask(SHORT_MS)).toBe("held");
    expect(await answerAt("192.0.2.2", 6443, "host", SHORT_MS)).toBe("held");
    expect(await answerAt("fd00::2", 6443, "neighbour", SHORT_MS)).toBe("held");
    expect(await answerAt("192.0.2.2", 6444)).toBe("new");
    expect(await answerAt("127.0.0.1", 6443)).toBe("old");
    expect(await ground.packets.tables()).toEqual([]);
    await ground.packets.release("api");
    await ground.packets.release("api");
    expect(await ground.packets.holds()).toEqual([]);
    // The question that was held is answered as well.
    expect(await open.ask()).toMatch(/^(?:old)+$/u);
  });

  test("a hold of what opens a connection leaves those alone that are open", async () => {
    const open = await ground.connect("192.0.2.2", 6443);
    await ground.packets.hold("api", ["192.0.2.2", "fd00::2"], 6443, 30_000, "opening");
    expect(await open.ask()).toBe("old");
    expect(await answerAt("192.0.2.2", 6443, "host", SHORT_MS)).toBe("held");
    expect(await answerAt("fd00::2", 6443, "neighbour", SHORT_MS)).toBe("held");
    expect(await answerAt("127.0.0.1", 6443)).toBe("old");
    await ground.packets.release("api");
    expect(await answerAt("192.0.2.2", 6443)).toBe("old");
  });

  test("a hold ends by itself, loses nothing, and can be set again", async () => {
    const begin = ground.elapsedMs();
    await ground.packets.hold("api", ["192.0.2.2"], 6443, 800, "opened");
    expect(await answerAt("192.0.2.2", 6443)).toBe("old");
    expect(ground.elapsedMs() - begin).toBeGreaterThanOrEqual(800);
    expect(await ground.packets.holds()).toEqual(["api"]);
    await ground.packets.hold("api", ["192.0.2.2"], 6443, 30_000, "opened");
    expect(await answerAt("192.0.2.2", 6443, "host", SHORT_MS)).toBe("held");
  });

  test("what ended is forgotten, what lives is not unless asked for", async () => {
    await ground.packets.translate("api", [NODE]);
    const [ended, alive] = [await ground.connect("192.0.2.2", 6443), await ground.connect("192.0.2.2", 6443)];
    await ended.close();
    const forgotten = async (which: "dying" | "all", by = 6444) => ground.packets.forget(by, which);
    await expect.poll(async () => forgotten("dying")).toBe(1);
    expect(await alive.ask()).toBe("new");
    // Those that another answered are not these; what an earlier test held may still have its last words there.
    await forgotten("all", 6443);
    expect(await forgotten("all")).toBe(1);
    expect(await forgotten("all")).toBe(0);
  });
});

test.each(["host", "neighbour"] as const)(
  "NftPacketFilter: however long a hold was, what the %s said in it arrives soon after its end",
  async (from) => {
    const ground = await realGround();
    onTestFinished(() => ground.leave());
    const HELD_MS = 3_300;
    const open = await ground.connect("192.0.2.2", 6443, from);
    const open6 = await ground.connect("fd00::2", 6443, from);
    await ground.packets.hold("api", ["192.0.2.2", "fd00::2"], 6443, HELD_MS, "opened");
    const begin = ground.elapsedMs();
    const answers = [open.ask(), open6.ask(), ground.connect("192.0.2.2", 6443, from).then(({ answer }) => answer)];
    expect(await Promise.all(answers)).toEqual(["old", "old", "old"]);
    const tookMs = ground.elapsedMs() - begin;
    expect(tookMs).toBeGreaterThan(HELD_MS / 2);
    // Where packets are dropped it is 6.2 s: TCP waits twice as long each time.
    expect(tookMs).toBeLessThan(HELD_MS + 1_500);
  },
);

test("NftPacketFilter: the last word of a forgotten connection is dropped, until the translation ends", async () => {
  const ground = await realGround();
  onTestFinished(() => ground.leave());
  const old = await ground.connect("192.0.2.2", 6443);
  await ground.packets.translate("api", [NODE]);
  await ground.packets.refuseStrays("api");
  await ground.packets.forget(6443, "all");
  expect(await old.ask(SHORT_MS)).toBe("held");
  await ground.packets.stopTranslating("api");
  expect(await old.ask()).toMatch(/^(?:old)+$/u);
});

describe("NftPacketFilter: accepts, with rules of the host's own", () => {
  const input = "chain inet own input:";
  const rulesets: readonly [name: string, policy: string, rules: readonly string[], because: string | undefined][] = [
    ["the second port open", "drop", ["ct state established accept", "tcp dport 6444 accept"], undefined],
    ["all that was translated let in", "drop", ["ct status dnat accept", 'iif "lo" accept'], undefined],
    ["other ports refused", "accept", ["tcp dport { 22, 6443 } counter reject"], undefined],
    ["only the first port open", "drop", ["tcp dport 6443 accept"], `${input} policy drop`],
    ["the second port refused", "accept", ["tcp dport 6444 reject"], `${input} tcp dport 6444 reject`],
  ];
  test.each(rulesets)("%s: what it says is what a neighbour sees", async (_name, policy, rules, because) => {
    const { packets, connect, host, leave } = await realGround();
    onTestFinished(leave);
    const chain = ["type filter hook input priority 0", `policy ${policy}`, ...rules];
    const table = `table inet own {\nchain input {\n${chain.join("\n")}\n}\n}\n`;
    expect(await host.commands.run("nft", ["-f", "-"], { input: table })).toMatchObject({ exitCode: 0 });
    await packets.translate("api", [NODE]);
    const { answer } = await connect("192.0.2.2", 6443, "neighbour", because === undefined ? LONG_MS : SHORT_MS);
    expect({ says: await packets.accepts(6444), isReached: answer === "new" }).toEqual({
      says: because === undefined ? { kind: "accepted" } : { kind: "doubtful", because },
      isReached: because === undefined,
    });
  });

  test("without nft, without permission or by a full answer: the reason", async () => {
    const failing = (result: Partial<CommandResult>) =>
      new NftPacketFilter(new FakeCommands().answer("nft", result).answer("conntrack", {}));
    expect(await failing({ startError: "ENOENT", exitCode: undefined }).lacks()).toBe(
      "nft: the program is not installed",
    );
    const refused = failing({ exitCode: 1, stderr: "Operation not permitted (you must be root)\nmore" });
    expect(await refused.lacks()).toBe("nft: Operation not permitted (you must be root)");
    await expect(refused.translate("api", [NODE])).rejects.toMatchObject({ code: "PacketFilterRefused" });
    await expect(failing({ stdout: '{"nftables": [' }).tables()).rejects.toMatchObject({ code: "PacketFilterRefused" });
  });
});
