import type { OwnTable, PacketFilter } from "../../ports/packet-filter.ts";

/** Makes connection tracking forget every connection that this table translated; those that live are cut. */
export async function forgetTranslated(packets: PacketFilter, { translations }: OwnTable): Promise<void> {
  for (const toPort of new Set(translations.map((translation) => translation.toPort))) {
    await packets.forget(toPort, "all");
  }
}
