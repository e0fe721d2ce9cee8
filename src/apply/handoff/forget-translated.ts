import type { OwnTable, PacketFilter } from "../../ports/packet-filter.ts";

/** Makes connection tracking forget every connection that this table translated; those that live are cut. */
export async function forgetTranslated(packets: PacketFilter, { translations }: OwnTable): Promise<void> {
  const portsOf = Map.groupBy(translations, ({ toPort }) => toPort);
  for (const [toPort, alike] of portsOf) {
    await packets.forget([...new Set(alike.map(({ port }) => port))], toPort, "all");
  }
}
