const MOST = 10;
const SECOND = 1_000;
const MINUTE = 60_000;
const STEPS = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 30, 60].map((minutes) => minutes * MINUTE),
];

/** Round moments from 0 to `totalMs`, at most eleven, evenly spaced. */
export function ticks(totalMs: number): readonly number[] {
  const least = totalMs / MOST;
  // Past ten hours, whole hours.
  const step = STEPS.find((candidate) => candidate >= least) ?? Math.ceil(least / (60 * MINUTE)) * 60 * MINUTE;
  return Array.from({ length: Math.floor(totalMs / step) + 1 }, (_, index) => index * step);
}

/** 250 ms, 1.5 s, 20 s, 2 min, 2 min 30 s. */
export function moment(ms: number): string {
  if (ms < SECOND) {
    return ms === 0 ? "0" : `${Math.round(ms)} ms`;
  }
  if (ms < MINUTE) {
    const rounded = (ms / SECOND).toFixed(1);
    return `${rounded.replace(/\.0$/u, "")} s`;
  }
  const [minutes, seconds] = [Math.floor(ms / MINUTE), Math.round((ms % MINUTE) / SECOND)];
  return seconds === 0 ? `${minutes} min` : `${minutes} min ${seconds} s`;
}
