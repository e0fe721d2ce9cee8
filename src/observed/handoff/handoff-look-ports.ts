import type { DiagnosePorts } from "../../diagnose/diagnose-ports.ts";
import type { ClusterApi } from "../../ports/cluster-api.ts";
import type { PacketFilter } from "../../ports/packet-filter.ts";

/** What is needed to see whether a handoff is possible. */
export interface HandoffLookPorts extends DiagnosePorts {
  readonly packets: PacketFilter;
  /** As an administrator; undefined where there is no credential. */
  readonly api: ClusterApi | undefined;
}
