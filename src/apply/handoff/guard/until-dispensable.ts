import type { GuardedInstance, GuardedTable } from "../../../ports/guard.ts";
import type { Http } from "../../../ports/http.ts";
import type { GuardEffects } from "./guard-effects.ts";

const LOOK_EVERY_MS = 500;
const PROBE_TIMEOUT_MS = 1_000;
/** For how long the canonical instance has to serve before clients are sent back to it. */
const PROVEN_MS = 5_000;
/** The same where the second one does not serve meanwhile. */
const BETTER_THAN_NOTHING_MS = 1_000;

/**
 * Until nobody needs the translation any more: it is gone or translates nothing, the second instance is gone and the
 * canonical one is not, or the canonical one serves again.
 */
export async function untilDispensable(
  guarded: GuardedTable,
  effects: GuardEffects,
  signal: AbortSignal,
): Promise<void> {
  const { clock } = effects;
  let canonicalSince: number | undefined;
  let secondSeenAt = clock.monotonicMs();
  for (;;) {
    const look = await lookAt(guarded, effects);
    if (look.isOver) {
      return;
    }
    const now = clock.monotonicMs();
    canonicalSince = look.canonicalServes ? (canonicalSince ?? now) : undefined;
    secondSeenAt = look.secondServes ? now : secondSeenAt;
    const servedMs = canonicalSince === undefined ? 0 : now - canonicalSince;
    const isSilent = now - secondSeenAt >= BETTER_THAN_NOTHING_MS;
    if (servedMs >= (isSilent ? BETTER_THAN_NOTHING_MS : PROVEN_MS)) {
      return;
    }
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
}

async function lookAt(
  { table, canonical, second }: GuardedTable,
  { packets, connections, http }: GuardEffects,
): Promise<{ readonly isOver: boolean; readonly canonicalServes: boolean; readonly secondServes: boolean }> {
  const [tables, canonicalListens, secondListens, canonicalServes, secondServes] = await Promise.all([
    packets.tables(),
    connections.isListening(canonical.port),
    connections.isListening(second.port),
    serves(canonical, http),
    serves(second, http),
  ]);
  const isTranslating = tables.find(({ name }) => name === table)?.isTranslating === true;
  // With neither there, the first to come back is whom clients want: the second one needs the translation for that.
  return { isOver: !isTranslating || (canonicalListens && !secondListens), canonicalServes, secondServes };
}

/** Whether the instance itself answers, and is ready or wants to know who asks. */
export async function serves({ probe }: GuardedInstance, http: Http): Promise<boolean> {
  // A kept connection would show the server that was there before.
  const headers = { connection: "close" };
  const answer = await http.request({ url: probe, headers, timeoutMs: PROBE_TIMEOUT_MS });
  return answer.kind === "answered" && answer.status < 500;
}
