import type { DiagnosePorts } from "./diagnose-ports.ts";
import type { Expectation } from "./expectation.ts";
import type { Snapshot } from "./snapshot/snapshot.ts";
import { takeSnapshot } from "./snapshot/take-snapshot.ts";
import { statusView } from "./status/status-view.ts";
import type { StatusView } from "./status/status-view.ts";

// What the kubelet complained about in the last minute is still true more often than not.
const RECENT_MS = 60_000;

/** One look at the host, whether the API answers or not. Never rejects because a layer is away. */
export async function controlPlaneStatus(ports: DiagnosePorts, expectation: Expectation): Promise<StatusView> {
  return statusView(await controlPlaneSnapshot(ports, expectation));
}

/** The same as it was seen. With the one before it, whoever looks again and again knows since when something is so. */
export async function controlPlaneSnapshot(
  ports: DiagnosePorts,
  expectation: Expectation,
  previous?: Snapshot,
): Promise<Snapshot> {
  const isSame = previous?.components.length === expectation.components.length;
  return takeSnapshot(ports, expectation, ports.clock.now() - RECENT_MS, isSame ? previous : undefined);
}
