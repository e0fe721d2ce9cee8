import { expect, it } from "vitest";
import { keptPackets } from "../../../../src/apply/handoff/kept-packets.ts";
import { FakePacketFilter } from "../../../support/fake-packet-filter.ts";
import { FakeClock } from "../../../support/fake-clock.ts";

const TRANSLATION = { address: "192.0.2.10", port: 6443, toAddress: "192.0.2.10", toPort: 6444 };

function filter() {
  const clock = new FakeClock();
  const real = new FakePacketFilter(clock);
  const losses: string[] = [];
  return { clock, real, losses, packets: keptPackets(real, clock, (name) => losses.push(name)) };
}

it("sets a translation again that somebody flushed, and says so", async () => {
  const { clock, real, losses, packets } = filter();
  await packets.translate("kube-apiserver", [TRANSLATION]);
  real.flush();
  await clock.sleep(1_000);
  expect(real.destinationOf("192.0.2.10", 6443).port).toBe(6444);
  expect(losses).toEqual(["kube-apiserver"]);
  await packets.remove("kube-apiserver");
});

it.each(["stopTranslating", "remove"] as const)("does not set it again after %s", async (end) => {
  const { clock, real, losses, packets } = filter();
  await packets.translate("kube-apiserver", [TRANSLATION]);
  await packets[end]("kube-apiserver");
  await clock.sleep(2_000);
  expect(real.destinationOf("192.0.2.10", 6443).port).toBe(6443);
  expect(losses).toEqual([]);
});
