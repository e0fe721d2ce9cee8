import type { OwnTable, PacketFilter } from "../../ports/packet-filter.ts";
import { forgetTranslated } from "./forget-translated.ts";

/**
 * Clears what killed runs left in the packet filter; to be called by a run that has the host and no journal to finish.
 * `isServed` tells whether anything listens at a port. A table with a server behind it has connections to lose: it is
 * left, and named, for the handoff to end.
 */
export async function clearPackets(
  packets: PacketFilter,
  isServed: (port: number) => Promise<boolean>,
): Promise<readonly string[]> {
  for (const hold of await packets.holds()) {
    await packets.release(hold);
  }
  const left: string[] = [];
  for (const table of await packets.tables()) {
    if (await isAnySecondServed(table, isServed)) {
      left.push(table.name);
    } else {
      await packets.stopTranslating(table.name);
      await forgetTranslated(packets, table);
      await packets.remove(table.name);
    }
  }
  return left;
}

async function isAnySecondServed(
  { translations }: OwnTable,
  isServed: (port: number) => Promise<boolean>,
): Promise<boolean> {
  const served = await Promise.all(translations.map(async ({ toPort }) => isServed(toPort)));
  return served.includes(true);
}
