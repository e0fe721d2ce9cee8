const EAGER_MS = 50;
const PATIENT_MS = 500;
const EAGER_FOR_MS = 15_000;

/** Milliseconds until the API server is asked again, after `waitedMs`: eagerly while it usually starts, then patiently. */
export function pollingPace(waitedMs: number): number {
  return waitedMs < EAGER_FOR_MS ? EAGER_MS : PATIENT_MS;
}
