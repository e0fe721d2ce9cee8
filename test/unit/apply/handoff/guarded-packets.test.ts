import { expect, test } from "vitest";
import { guardedPackets } from "../../../../src/apply/handoff/guarded-packets.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { FakePacketFilter } from "../../../support/fake-packet-filter.ts";

const INSTANCE = { port: 6443, probe: "https://127.0.0.2:6443/readyz" };

test("a translation is guarded from before it is set until after it is removed", async () => {
  const filter = new FakePacketFilter(new FakeClock());
  const guard = {
    start: async ({ table }: { readonly table: string }) => {
      filter.calls.push(`guard ${table}`);
      return { release: () => void filter.calls.push(`release guard of ${table}`) };
    },
  };
  const packets = guardedPackets(filter, guard, async (table) => ({ table, canonical: INSTANCE, second: INSTANCE }));
  await packets.remove("etcd");
  await packets.translate("etcd", []);
  await packets.translate("etcd", []);
  await packets.stopTranslating("etcd");
  await packets.remove("etcd");
  await packets.translate("etcd", []);
  expect(filter.calls).toEqual([
    "remove etcd",
    "guard etcd",
    "translate etcd",
    "translate etcd",
    "stopTranslating etcd",
    "remove etcd",
    "release guard of etcd",
    "guard etcd",
    "translate etcd",
  ]);
});
