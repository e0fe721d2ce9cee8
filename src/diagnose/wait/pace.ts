/** Milliseconds until the components are asked again, after `waitedMs`. The first seconds decide how long init takes. */
export function pauseMs(waitedMs: number): number {
  if (waitedMs < 15_000) {
    return 100;
  }
  return waitedMs < 60_000 ? 250 : 500;
}

/**
 * Milliseconds until everything is looked at again. While components start, the machine is busy with them; once they
 * answer, only leases and Pods in the API are waited for.
 */
export function snapshotEveryMs(isStarting: boolean, waitedMs: number): number {
  if (waitedMs >= 60_000) {
    return 2_000;
  }
  return isStarting || waitedMs >= 15_000 ? 1_000 : 300;
}
