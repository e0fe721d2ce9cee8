import { formatHostPort } from "../../../domain/network/host-port.ts";
import { etcdNotRedirected } from "../../../errors/etcd.ts";
import type { Translation } from "../../../ports/packet-filter.ts";
import type { HandoffEffects } from "../handoff-context.ts";
import type { EtcdLayout } from "./etcd-layout.ts";

const LIMIT_MS = 2_000;
const LOOK_EVERY_MS = 10;

/**
 * Connects to each address for clients that is translated and sees whether the connection arrives at the second instance,
 * where it stays, since nobody serves it yet. (Peers are turned away at once, too soon to be seen.) Rejects with
 * EtcdNotRedirected.
 */
export async function checkRedirect(
  { translations, second }: Pick<EtcdLayout, "translations" | "second">,
  effects: Pick<HandoffEffects, "http" | "connections" | "clock">,
): Promise<void> {
  for (const translation of translations.filter(({ toPort }) => toPort === second.clientPort)) {
    if (!(await arrives(translation, effects))) {
      throw etcdNotRedirected(formatHostPort(translation.address, translation.port));
    }
  }
}

async function arrives(
  { address, port, toPort }: Translation,
  { http, connections, clock }: Pick<HandoffEffects, "http" | "connections" | "clock">,
): Promise<boolean> {
  const before = await connections.peers(toPort);
  const hasArrived = async () => [...(await connections.peers(toPort))].some((peer) => !before.has(peer));
  const seen = new AbortController();
  const url = `https://${formatHostPort(address, port)}/health`;
  const asked = http.request({ url, timeoutMs: LIMIT_MS, signal: seen.signal });
  try {
    const end = clock.monotonicMs() + LIMIT_MS;
    while (clock.monotonicMs() < end) {
      if (await hasArrived()) {
        return true;
      }
      await clock.sleep(LOOK_EVERY_MS);
    }
    return false;
  } finally {
    seen.abort();
    await asked;
  }
}
