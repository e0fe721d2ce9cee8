import type { GuardedTable } from "../../../ports/guard.ts";
import { forgetTranslated } from "../forget-translated.ts";
import type { GuardEffects } from "./guard-effects.ts";
import { untilDispensable } from "./until-dispensable.ts";

const COMMAND = "steadyplane guard";
const LOOK_EVERY_MS = 500;
const DRAIN_LIMIT_MS = 60_000;

/**
 * Takes a translation away that its owner left behind: first new connections go where they are sent again, then, when
 * no connection is left that needs it or a minute has passed, the table goes. False where another run has the host by
 * now: what becomes of the table is up to that one.
 */
export async function clearTable(guarded: GuardedTable, effects: GuardEffects, signal: AbortSignal): Promise<boolean> {
  const { packets } = effects;
  await untilDispensable(guarded, effects, signal);
  if (!(await whileUnclaimed(effects, async () => packets.stopTranslating(guarded.table)))) {
    return false;
  }
  await drain(guarded, effects, signal);
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

/** Does it while no other run has the host, or not at all. */
async function whileUnclaimed({ lock }: GuardEffects, action: () => Promise<void>): Promise<boolean> {
  const taken = await lock.take(COMMAND);
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

async function drain(
  { second }: GuardedTable,
  { connections, clock }: GuardEffects,
  signal: AbortSignal,
): Promise<void> {
  const end = clock.monotonicMs() + DRAIN_LIMIT_MS;
  while ((await connections.peers(second.port)).size > 0 && clock.monotonicMs() < end) {
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
}
