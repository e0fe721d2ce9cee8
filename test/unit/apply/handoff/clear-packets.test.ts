import { expect, test } from "vitest";
import { clearPackets } from "../../../../src/apply/handoff/clear-packets.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { FakePacketFilter } from "../../../support/fake-packet-filter.ts";

async function leftBehind(): Promise<FakePacketFilter> {
  const packets = new FakePacketFilter(new FakeClock());
  const server = { address: "192.0.2.2", port: 6443, toAddress: "192.0.2.2", toPort: 6444 };
  await packets.translate("kube-apiserver", [server, { ...server, address: "10.96.0.1", port: 443 }]);
  await packets.hold("kube-apiserver", ["192.0.2.2"], 6443, 5_000, "opened");
  packets.calls.length = 0;
  return packets;
}

test("holds and tables behind which nobody answers are cleared, with what connection tracking knows of them", async () => {
  const packets = await leftBehind();
  await packets.stopTranslating("kube-apiserver");
  packets.calls.length = 0;
  expect(await clearPackets(packets, async (port) => port === 6443)).toEqual([]);
  expect(packets.calls).toEqual([
    "release kube-apiserver",
    "stopTranslating kube-apiserver",
    "forget all by 6444",
    "remove kube-apiserver",
  ]);
});

test("a table with a server behind it is left to its handoff", async () => {
  const packets = await leftBehind();
  expect(await clearPackets(packets, async (port) => port === 6444)).toEqual(["kube-apiserver"]);
  expect(packets.calls).toEqual(["release kube-apiserver"]);
});
