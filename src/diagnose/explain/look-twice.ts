import type { DiagnosePorts } from "../diagnose-ports.ts";
import type { Expectation } from "../expectation.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { lacksMirrorPod, takeSnapshot } from "../snapshot/take-snapshot.ts";

// What the kubelet complained about in the last minutes is still true more often than not.
const RECENT_MS = 300_000;
/** A service that is down for so long is not just being restarted: causes ask for 3 s. */
const APART_MS = 3_100;
/** Where more than one layer hangs, a second look would take the whole beyond 10 s. */
const SLOW_MS = 4_500;

/** The host as it is; where kubelet or runtime are away, seen once more to tell an outage from a restart; where the API lacks a Pod, with what the kubelet's log says of it. */
export async function lookTwice(ports: DiagnosePorts, expectation: Expectation): Promise<Snapshot> {
  const { clock } = ports;
  const since = clock.now() - RECENT_MS;
  const startedAt = clock.monotonicMs();
  const first = await takeSnapshot(ports, expectation, since);
  const tookMs = clock.monotonicMs() - startedAt;
  const isWell = first.spans.runtimeAway === undefined && first.spans.kubeletUnhealthy === undefined;
  if ((isWell && !lacksMirrorPod(first)) || tookMs > SLOW_MS) {
    return first;
  }
  if (isWell) {
    return takeSnapshot(ports, expectation, since, first);
  }
  await clock.sleep(Math.max(0, APART_MS - tookMs));
  return takeSnapshot(ports, expectation, since, first);
}
