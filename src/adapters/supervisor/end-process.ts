import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, type ProcessIdentity } from "./process-identity.ts";

const POLL_MS = 20;

/** SIGTERM, and SIGKILL after `graceMs`. Resolves when it is gone; touches no later process of the same pid. */
export async function endProcess(identity: ProcessIdentity, graceMs: number): Promise<void> {
  signalProcess(identity, "SIGTERM");
  await waitUntilGone(identity, graceMs);
  signalProcess(identity, "SIGKILL");
  await waitUntilGone(identity, graceMs);
}

/** Nothing happens where it is gone. */
export function signalProcess(identity: ProcessIdentity, signal: NodeJS.Signals): void {
  if (isAlive(identity)) {
    try {
      process.kill(identity.pid, signal);
    } catch (error) {
      if (isAlive(identity)) {
        throw error;
      }
    }
  }
}

async function waitUntilGone(identity: ProcessIdentity, limitMs: number): Promise<void> {
  for (let waitedMs = 0; waitedMs < limitMs && isAlive(identity); waitedMs += POLL_MS) {
    await sleep(POLL_MS);
  }
}
