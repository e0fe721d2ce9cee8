import type { GuardedTable } from "../../../ports/guard.ts";
import type { PacketFilter } from "../../../ports/packet-filter.ts";
import { forgetTranslated } from "../forget-translated.ts";
import type { GuardEffects } from "./guard-effects.ts";
import { serves, untilDispensable } from "./until-dispensable.ts";

/** As whom a guard has the host, for a moment. */
export const GUARD_COMMAND = "steadyplane guard";
const LOOK_EVERY_MS = 500;
const DRAIN_LIMIT_MS = 60_000;
/** A busy instance may miss one answer. */
const TOLERATED_MISSES = 1;

/**
 * Takes a translation away that its owner left behind: new connections go where they are sent again as soon as clients
 * are better off. The table stays while the second instance is there, since clients may need it again, and then until no
 * connection needs it or a minute has passed. False where it is not over: another run has the host by now, and what
 * becomes of the table is up to that one, or only the second instance serves again.
 */
export async function clearTable(guarded: GuardedTable, effects: GuardEffects, signal: AbortSignal): Promise<boolean> {
  const { packets } = effects;
  await untilDispensable(guarded, effects, signal);
  if (!(await whileUnclaimed(effects, async () => packets.stopTranslating(guarded.table)))) {
    return false;
  }
  if (await isNeededAgain(guarded, effects, signal)) {
    await whileUnclaimed(effects, async () => translateAgain(guarded, packets));
    return false;
  }
  let isCleared = true;
  const isOurs = await whileUnclaimed(effects, async () => {
    const table = (await packets.tables()).find(({ name }) => name === guarded.table);
    isCleared = table?.isTranslating !== true;
    if (table !== undefined && isCleared) {
      await forgetTranslated(packets, table);
      await packets.remove(guarded.table);
    }
  });
  return isOurs && isCleared;
}

async function translateAgain({ table: name }: GuardedTable, packets: PacketFilter): Promise<void> {
  const table = (await packets.tables()).find((one) => one.name === name);
  if (table !== undefined) {
    await packets.translate(name, table.translations);
  }
}

/** Does it while no other run has the host, or not at all. */
async function whileUnclaimed({ lock }: GuardEffects, action: () => Promise<void>): Promise<boolean> {
  const taken = await lock.take(GUARD_COMMAND);
  if (taken.kind === "held") {
    return false;
  }
  try {
    await action();
  } finally {
    await taken.release();
  }
  return true;
}

/**
 * Watches until nothing is left behind the translation. True where the second instance serves, and the canonical one does
 * not: one that had been told to stop goes on serving for a while.
 */
async function isNeededAgain(guarded: GuardedTable, effects: GuardEffects, signal: AbortSignal): Promise<boolean> {
  const { connections, clock, http } = effects;
  const { canonical, second } = guarded;
  let end = clock.monotonicMs() + DRAIN_LIMIT_MS;
  let missed = 0;
  for (;;) {
    if (await connections.isListening(second.port)) {
      end = clock.monotonicMs() + DRAIN_LIMIT_MS;
      const [canonicalServes, secondServes] = await Promise.all([serves(canonical, http), serves(second, http)]);
      missed = secondServes && !canonicalServes ? missed + 1 : 0;
      if (missed > TOLERATED_MISSES) {
        return true;
      }
    } else if ((await connections.peers(second.port)).size === 0 || clock.monotonicMs() >= end) {
      return false;
    }
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
}
