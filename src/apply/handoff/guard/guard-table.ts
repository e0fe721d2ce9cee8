import type { GuardedTable } from "../../../ports/guard.ts";
import { clearTable } from "./clear-table.ts";
import type { GuardEffects } from "./guard-effects.ts";

const LOOK_EVERY_MS = 250;
const PAUSE_MS = 1_000;
/** For how long nobody may listen behind a translation whose owner does nothing about it. */
const TOLERATED_MS = 1_000;

/** Whether the run that set a translation is there. `released`: it took the translation away itself. */
export type Owner = () => "present" | "gone" | "released";

/**
 * Watches a translation until it is gone. While its owner lives, the owner decides, unless it leaves clients with nobody
 * to answer them; afterwards the translation is taken away as soon as clients are better off without it.
 */
export async function guardTable(
  guarded: GuardedTable,
  owner: Owner,
  effects: GuardEffects,
  signal: AbortSignal,
): Promise<void> {
  const { clock } = effects;
  await standBy(guarded, owner, effects, signal);
  while (owner() !== "released" && !(await attempt(async () => clearTable(guarded, effects, signal)))) {
    // What failed now may go later, and nobody else is there to do it.
    await clock.sleep(PAUSE_MS, signal);
  }
}

async function standBy(
  { table, canonical, second }: GuardedTable,
  owner: Owner,
  { packets, connections, clock }: GuardEffects,
  signal: AbortSignal,
): Promise<void> {
  let lastUseful = clock.monotonicMs();
  while (owner() === "present") {
    const [canServe, hasOther] = await Promise.all([
      connections.isListening(second.port),
      connections.isListening(canonical.port),
    ]);
    if (canServe || !hasOther) {
      lastUseful = clock.monotonicMs();
    } else if (clock.monotonicMs() - lastUseful > TOLERATED_MS) {
      await attempt(async () => packets.stopTranslating(table).then(() => true));
      lastUseful = clock.monotonicMs();
    }
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
}

async function attempt(work: () => Promise<boolean>): Promise<boolean> {
  try {
    return await work();
  } catch {
    return false;
  }
}
