import { doesNotStop } from "../../../errors/handoff-instance.ts";
import { killProcess } from "../end-process.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";

/** What is held while an API server is told to stop. */
const HOLD = "kube-apiserver";
/** What connection tracking still sends to where nobody listens any more. */
const CLOSED = "kube-apiserver-closed";
const CLOSED_MS = 20_000;
const SWEEP_EVERY_MS = 100;
const HOLD_MS = 5_000;
const STOP_LIMIT_MS = 20_000;
const LOOK_EVERY_MS = 5;
const GOAWAY_MS = 50;
// An HTTP/2 connection without open streams is closed a second after GOAWAY; what stays has a watch.
const IN_FLIGHT_MS = 2_000;

export interface Leaving {
  /** Where it listens. */
  readonly port: number;
  readonly pid: number | undefined;
  /** Makes the kubelet tell it to stop. A second SIGTERM would make it exit on the spot, so none is sent here. */
  readonly leave: () => Promise<void>;
  /** Once it serves nobody any more, just before it is ended. */
  readonly whenSilent: () => Promise<void>;
  /** Once its process is gone. */
  readonly whenGone: () => Promise<void>;
}

/**
 * Ends an API server so that its clients move over to the other one without a failed request. What its kept clients send
 * in the moment of SIGTERM is held back until GOAWAY has gone out, which names the last request that was served.
 * Rejects with ServerDoesNotStop.
 */
export async function retire(
  { hostAddresses }: Pick<HandoffSubject, "hostAddresses">,
  { port, pid, leave, whenSilent, whenGone }: Leaving,
  effects: HandoffEffects,
): Promise<void> {
  const { packets, connections, clock } = effects;
  const listened = await connections.isListening(port);
  if (listened) {
    // A connection that ended by a reset takes the next one from its source port with it, to this server. Refused, that
    // one would fail; dropped, it is tried again a second later, when the entry is forgotten.
    await packets.hold(CLOSED, hostAddresses, port, CLOSED_MS, "opening");
    await packets.hold(HOLD, hostAddresses, port, HOLD_MS, "opened");
  }
  try {
    await leave();
    await untilSilent(port, effects);
    await clock.sleep(listened ? GOAWAY_MS : 0);
  } finally {
    await packets.release(HOLD);
  }
  const end = clock.monotonicMs() + (listened ? IN_FLIGHT_MS : 0);
  await packets.forget(port, "dying");
  do {
    // Not what is still ending: its next packet would make an entry anew, and one that is not translated.
    await packets.forget(port, "closed");
    await clock.sleep(Math.min(SWEEP_EVERY_MS, Math.max(0, end - clock.monotonicMs())));
  } while (clock.monotonicMs() < end);
  await whenSilent();
  if (pid !== undefined) {
    await killProcess(pid, effects);
  }
  await whenGone();
  await packets.forget(port, "all");
}

/** New connections may come to where a server has left again: one listens there, or what led there is gone. */
export async function reopen({ packets }: Pick<HandoffEffects, "packets">): Promise<void> {
  await packets.release(CLOSED);
}

async function untilSilent(port: number, { connections, clock }: HandoffEffects): Promise<void> {
  const end = clock.monotonicMs() + STOP_LIMIT_MS;
  while (await connections.isListening(port)) {
    if (clock.monotonicMs() >= end) {
      throw doesNotStop("kube-apiserver", port);
    }
    await clock.sleep(LOOK_EVERY_MS);
  }
}
