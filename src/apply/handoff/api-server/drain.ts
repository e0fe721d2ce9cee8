import type { Clock } from "../../../ports/clock.ts";
import type { Connections } from "../../../ports/connections.ts";

const SETTLED_AFTER_MS = 500;
const LOOK_EVERY_MS = 50;
const CALM_LOOKS = 3;
const LIMIT_MS = 12_000;

interface DrainPorts {
  readonly connections: Connections;
  readonly clock: Clock;
}

/** Peers whose connections to `port` live longer than a request: those that are there now and half a second later. */
export async function settledPeers(port: number, { connections, clock }: DrainPorts): Promise<ReadonlySet<string>> {
  const before = await connections.peers(port);
  await clock.sleep(SETTLED_AFTER_MS);
  const after = await connections.peers(port);
  return new Set([...before].filter((peer) => after.has(peer)));
}

/**
 * Waits until no connection to `port` is left that is not one of `settled`: one that was accepted and not yet served
 * would be cut when the server leaves. Gives up after 12 s.
 */
export async function drain(
  port: number,
  settled: ReadonlySet<string>,
  { connections, clock }: DrainPorts,
): Promise<void> {
  const end = clock.monotonicMs() + LIMIT_MS;
  for (let calm = 0; calm < CALM_LOOKS && clock.monotonicMs() < end;) {
    const young = [...(await connections.peers(port))].some((peer) => !settled.has(peer));
    calm = young ? 0 : calm + 1;
    await clock.sleep(LOOK_EVERY_MS);
  }
}
