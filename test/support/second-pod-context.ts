import type { SecondPodContext } from "../../src/desired/handoff/second-pod.ts";
import { DEFAULT_HANDOFF_PORTS } from "../../src/domain/handoff/handoff-ports.ts";
import { handoffMarker } from "../../src/domain/handoff/second-names.ts";

/** A transaction on a node with room for anything, which changes no file but the manifest. */
export function exampleSecondPodContext(changes: Partial<SecondPodContext> = {}): SecondPodContext {
  return {
    transactionId: "0123456789ab",
    ports: DEFAULT_HANDOFF_PORTS,
    room: { cpuMilli: 2000, memoryBytes: 2 ** 30 },
    marker: handoffMarker("0123456789ab"),
    inputs: new Map(),
    ...changes,
  };
}
