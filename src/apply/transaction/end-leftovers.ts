import { below } from "../../domain/absolute-path.ts";
import { COMPONENTS, type Component } from "../../domain/component.ts";
import { HANDOFF_MARKERS, secondManifestPath } from "../../domain/handoff/second-names.ts";
import type { Specs } from "../../domain/specs.ts";
import { staticPodDirectory } from "../../desired/manifests/static-pod-directory.ts";
import { couldNotRead } from "../../errors/apply.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { clearPackets } from "../handoff/clear-packets.ts";
import { administratorAccess } from "../init/administrator-access.ts";
import { transactionIdFrom } from "../write-file.ts";
import type { ApplyPorts } from "./apply-ports.ts";
import { handoffEffects } from "./handoff-effects.ts";
import { handoffOf } from "./handoff-of.ts";
import { subjectOfComponent } from "./subject-of-component.ts";
import { watchedPackets } from "./watched-packets.ts";

const TRANSACTION_BYTES = 6;

/**
 * Ends what handoffs left behind that no journal knows of any more. To be called by a run that has the host and found no
 * journal. Resolves to the components that it was about; costs a few reads where there are none.
 */
export async function endLeftovers(
  specs: Specs,
  ports: ApplyPorts,
  signal: AbortSignal,
): Promise<readonly Component[]> {
  const left = await leftovers(specs, ports.files);
  if (left === undefined) {
    return [];
  }
  const access = await administratorAccess(specs.node, ports.files);
  const transactionId = transactionIdFrom(ports.entropy.hex(TRANSACTION_BYTES));
  const packets = watchedPackets(specs, { transactionId, access, signal }, ports);
  const effects = handoffEffects(specs, access, { ...ports, packets });
  for (const component of left) {
    const subject = subjectOfComponent(component, specs, { transactionId, access, signal }, ports.interfaces);
    await handoffOf(subject, effects).end();
  }
  await clearPackets(packets, async (port) => ports.connections.isListening(port));
  await clearMarkers(ports.files);
  return left;
}

/** Components with a second manifest; undefined where there is no trace of any handoff. */
async function leftovers({ cluster, node }: Specs, files: FileSystem): Promise<readonly Component[] | undefined> {
  const directory = staticPodDirectory(cluster, node);
  const manifests = await Promise.all(
    COMPONENTS.map(async (component) => files.status(secondManifestPath(directory, component))),
  );
  const found = COMPONENTS.filter((_, index) => manifests[index]?.kind !== "absent");
  const markers = await files.list(HANDOFF_MARKERS);
  const hasMarkers = markers.kind === "present" && markers.value.length > 0;
  // A marker alone may stand for a translation whose second instance is gone.
  return found.length > 0 || hasMarkers ? (hasMarkers ? [...COMPONENTS] : found) : undefined;
}

async function clearMarkers(files: FileSystem): Promise<void> {
  const markers = await files.list(HANDOFF_MARKERS);
  if (markers.kind === "unreadable") {
    throw couldNotRead(HANDOFF_MARKERS, markers.reason);
  }
  for (const name of markers.kind === "present" ? markers.value : []) {
    await files.remove(below(HANDOFF_MARKERS, name));
  }
}
