import type { Guard, GuardedTable } from "../../ports/guard.ts";
import { forwardedPackets } from "./forwarded-packets.ts";
import type { PacketFilter } from "../../ports/packet-filter.ts";

/** A packet filter none of whose translations outlives this process: each has a guard from before it is set until it is removed. */
export function guardedPackets(
  packets: PacketFilter,
  guard: Guard,
  guardedTable: (table: string) => Promise<GuardedTable>,
): PacketFilter {
  const guards = new Map<string, { release(): void }>();
  return {
    ...forwardedPackets(packets),
    translate: async (name, translations) => {
      if (!guards.has(name)) {
        guards.set(name, await guard.start(await guardedTable(name)));
      }
      await packets.translate(name, translations);
    },
    remove: async (name) => {
      await packets.remove(name);
      guards.get(name)?.release();
      guards.delete(name);
    },
  };
}
