import type { PacketFilter } from "../../ports/packet-filter.ts";
import type { InitPorts } from "../init/init-ports.ts";

/** What planning looks at a host with. */
export interface PlanPorts extends Omit<InitPorts, "reporter"> {
  readonly packets: PacketFilter;
}
