import type { Clock } from "../../../ports/clock.ts";
import type { Connections } from "../../../ports/connections.ts";
import type { HostLock } from "../../../ports/host-lock.ts";
import type { Http } from "../../../ports/http.ts";
import type { PacketFilter } from "../../../ports/packet-filter.ts";

/** What a guard works with. */
export interface GuardEffects {
  readonly packets: PacketFilter;
  readonly connections: Connections;
  readonly http: Http;
  readonly lock: HostLock;
  readonly clock: Clock;
}
