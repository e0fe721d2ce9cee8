const UNIT_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};
const DURATION = /^[-+]?(?:0|(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+)$/u;
const PART = /([0-9]*\.?[0-9]*)(ns|us|µs|μs|ms|s|m|h)/gu;
/** 2^63 nanoseconds, the most that Go's time.Duration holds. */
const MAX_MS = 9_223_372_036_854;

/** Milliseconds of a Go duration such as `1h30m`; undefined where it is none, or longer than Go can hold. */
export function parseGoDuration(text: string): number | undefined {
  if (!DURATION.test(text)) {
    return undefined;
  }
  const ms = [...text.matchAll(PART)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNIT_MS[unit ?? ""] ?? 0),
    0,
  );
  return ms > MAX_MS ? undefined : text.startsWith("-") ? -ms : ms;
}

/** As Go's Duration.String prints it: `8760h0m0s`, `1m30s`, `500ms`, `0s`. Rounded to milliseconds. */
export function formatGoDuration(ms: number): string {
  const rounded = Math.abs(Math.round(ms));
  const sign = ms < 0 && rounded > 0 ? "-" : "";
  if (rounded > 0 && rounded < 1000) {
    return `${sign}${rounded}ms`;
  }
  const hours = Math.floor(rounded / 3_600_000);
  const minutes = Math.floor((rounded % 3_600_000) / 60_000);
  const seconds = `${(rounded % 60_000) / 1000}s`;
  return `${sign}${hours > 0 ? `${hours}h` : ""}${hours > 0 || minutes > 0 ? `${minutes}m` : ""}${seconds}`;
}
