import { absolute } from "../../domain/absolute-path.ts";
import type { HandoffPorts } from "../../domain/handoff/handoff-ports.ts";
import { translatedPorts } from "../../domain/handoff/translated-ports.ts";
import type { StaticPodResource } from "../../domain/resource.ts";
import type { Expectation } from "../../diagnose/expectation.ts";
import { freeRoom } from "../../plan/handoff/free-room.ts";
import type { ComponentHandoffFacts, HostHandoffFacts, NodeRoomFact } from "../../plan/handoff/handoff-facts.ts";
import type { Seen } from "../../plan/preflight/preflight-facts.ts";
import type { ClusterApi } from "../../ports/cluster-api.ts";
import type { PacketFilter } from "../../ports/packet-filter.ts";
import { seenOf, understood } from "../preflight/seen-of.ts";
import type { HandoffLookPorts } from "./handoff-look-ports.ts";
import { observeComponent } from "./observe-component.ts";

/** For whom one looks. */
export interface HandoffRequest {
  /** The Pods that change, as they shall be. */
  readonly desired: readonly StaticPodResource[];
  /** The node as its manifests say that it is now. */
  readonly expectation: Expectation;
  readonly ports: HandoffPorts;
}

/** What decides whether components can be handed over, those of `desired` in their order. Nothing is changed. */
export async function observeHandoffFacts(
  ports: HandoffLookPorts,
  { desired, expectation, ports: second }: HandoffRequest,
): Promise<{ readonly host: HostHandoffFacts; readonly components: readonly ComponentHandoffFacts[] }> {
  const { api, files, packets, processes, runtime, services } = ports;
  const translated = desired.flatMap(({ component }) => translatedPorts(component, second));
  const [packetFilterLacks, firewallDoubts, listeners, memory, node, kubelet, runtimeUnmet, components] =
    await Promise.all([
      seenOf(() => packets.lacks()),
      Promise.all(translated.map(async (port) => [port, await firewallDoubt(port, packets)] as const)),
      seenOf(() => processes.listeners()),
      files.readText(absolute("/proc/meminfo")),
      observeRoom(expectation.nodeName, api),
      seenOf(async () => (await services.status("kubelet")).state),
      seenOf(() => runtime.unmetConditions()),
      Promise.all(desired.map((resource) => observeComponent(ports, resource, expectation))),
    ]);
  const host = {
    ports: second,
    packetFilterLacks,
    firewallDoubts: new Map(firewallDoubts),
    listeners,
    availableBytes: understood(memory, availableBytes),
    node,
    kubelet,
    runtimeUnmet,
  };
  return { host, components };
}

function firewallDoubt(port: number, packets: PacketFilter): Promise<Seen<string>> {
  return seenOf(async () => {
    const acceptance = await packets.accepts(port);
    return acceptance.kind === "accepted" ? undefined : acceptance.because;
  });
}

async function observeRoom(nodeName: string, api: ClusterApi | undefined): Promise<Seen<NodeRoomFact>> {
  if (api === undefined) {
    return { kind: "unreadable", reason: "no kubeconfig with an administrator's credential" };
  }
  return seenOf(async () => {
    const [node, pods] = await Promise.all([
      api.get({ apiVersion: "v1", kind: "Node", name: nodeName }),
      api.list("v1", "Pod"),
    ]);
    return node && freeRoom(node, pods);
  });
}

function availableBytes(memory: string): number | undefined {
  const kibibytes = /^MemAvailable:\s+(\d+) kB$/mu.exec(memory)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}
