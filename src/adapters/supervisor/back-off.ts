export interface BackOff {
  readonly firstMs: number;
  readonly maximumMs: number;
  /** A run at least this long counts as good, and the next delay is the first one again. */
  readonly resetAfterMs: number;
}

export const BACK_OFF: BackOff = { firstMs: 200, maximumMs: 10_000, resetAfterMs: 10_000 };

/** The pause before the next start; `previousMs` is 0 where there was none. */
export function nextDelay(previousMs: number, ranMs: number, backOff: BackOff): number {
  return previousMs === 0 || ranMs >= backOff.resetAfterMs
    ? backOff.firstMs
    : Math.min(previousMs * 2, backOff.maximumMs);
}
