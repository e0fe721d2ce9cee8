import type { PacketFilter } from "../../ports/packet-filter.ts";

/** A packet filter that does what `packets` does, for others to replace some of it. */
export function forwardedPackets(packets: PacketFilter): PacketFilter {
  return {
    lacks: async () => packets.lacks(),
    accepts: async (port) => packets.accepts(port),
    tables: async () => packets.tables(),
    translate: async (...translation) => packets.translate(...translation),
    refuseStrays: async (name) => packets.refuseStrays(name),
    stopTranslating: async (name) => packets.stopTranslating(name),
    remove: async (name) => packets.remove(name),
    hold: async (...hold) => packets.hold(...hold),
    release: async (name) => packets.release(name),
    holds: async () => packets.holds(),
    forget: async (...which) => packets.forget(...which),
  };
}
