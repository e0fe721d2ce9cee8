import type { Clock } from "../../ports/clock.ts";
import type { Processes } from "../../ports/processes.ts";

const LOOK_EVERY_MS = 20;

/** Waits until the process `pid` is gone. False where it is still there after `limitMs`. */
export async function awaitGone(
  pid: number,
  limitMs: number,
  { processes, clock }: { readonly processes: Processes; readonly clock: Clock },
): Promise<boolean> {
  const end = clock.monotonicMs() + limitMs;
  while (await processes.isRunning(pid)) {
    if (clock.monotonicMs() >= end) {
      return false;
    }
    await clock.sleep(LOOK_EVERY_MS);
  }
  return true;
}

/** Ends the process at once and waits until it is gone. Gone already is fine. False where it cannot be ended. */
export async function killProcess(
  pid: number,
  ports: { readonly processes: Processes; readonly clock: Clock },
): Promise<boolean> {
  await ports.processes.signal(pid, "SIGKILL");
  return awaitGone(pid, 10_000, ports);
}
