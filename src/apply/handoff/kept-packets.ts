import type { Clock } from "../../ports/clock.ts";
import { forwardedPackets } from "./forwarded-packets.ts";
import type { PacketFilter, Translation } from "../../ports/packet-filter.ts";

const LOOK_EVERY_MS = 250;

/**
 * A packet filter whose translations are set again when somebody takes them away: a firewall that is loaded anew flushes
 * the rules of everybody. `onLoss` is told each time.
 */
export function keptPackets(
  packets: PacketFilter,
  clock: Pick<Clock, "sleep">,
  onLoss: (name: string) => void,
): PacketFilter {
  const kept = new Map<string, readonly Translation[]>();
  let last: Promise<unknown> = Promise.resolve();
  // One at a time: a look must not set again what is being ended.
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
  const look = async (): Promise<void> => {
    const tables = await packets.tables();
    for (const [name, translations] of kept) {
      if (!tables.some((table) => table.name === name && table.isTranslating)) {
        onLoss(name);
        await packets.translate(name, translations);
      }
    }
  };
  const watch = async (): Promise<void> => {
    while (kept.size > 0) {
      await clock.sleep(LOOK_EVERY_MS);
      // What cannot be asked now is asked again; the handoff itself finds out where it stays so.
      await inTurn(look).catch(() => undefined);
    }
  };
  const end = (name: string): void => void kept.delete(name);
  return {
    ...forwardedPackets(packets),
    translate: async (name, translations) =>
      inTurn(async () => {
        await packets.translate(name, translations);
        const isFirst = kept.size === 0;
        kept.set(name, translations);
        if (isFirst) {
          void watch();
        }
      }),
    stopTranslating: async (name) =>
      inTurn(async () => {
        end(name);
        await packets.stopTranslating(name);
      }),
    remove: async (name) =>
      inTurn(async () => {
        end(name);
        await packets.remove(name);
      }),
  };
}
