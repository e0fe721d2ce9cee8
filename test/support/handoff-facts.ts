import { DEFAULT_HANDOFF_PORTS } from "../../src/domain/handoff/handoff-ports.ts";
import type { ComponentHandoffFacts, HostHandoffFacts } from "../../src/plan/handoff/handoff-facts.ts";
import { ABSENT, present } from "./preflight-facts.ts";

const MEBIBYTE = 2 ** 20;

/** A host on which nothing stands in the way of a handoff. */
export function exampleHandoffHost(changes: Partial<HostHandoffFacts> = {}): HostHandoffFacts {
  return {
    ports: DEFAULT_HANDOFF_PORTS,
    packetFilterLacks: ABSENT,
    firewallDoubts: new Map([6444, 12379, 12380].map((port) => [port, ABSENT])),
    listeners: present([]),
    availableBytes: present(600 * MEBIBYTE),
    node: present({ cpuMilli: 500, memoryBytes: 1000, podSlots: 1 }),
    kubelet: present("running"),
    runtimeUnmet: present(["NetworkReady: no CNI configuration"]),
    ...changes,
  };
}

/** A component that serves and can be handed over. */
export function exampleHandoffComponent(
  component: ComponentHandoffFacts["component"],
  changes: Partial<ComponentHandoffFacts> = {},
): ComponentHandoffFacts {
  return {
    component,
    desired: { command: [component, "--v=4"], env: [] },
    runningCommand: [component, "--v=2"],
    isServing: present(true),
    residentBytes: present(400 * MEBIBYTE),
    leftovers: present([]),
    ...changes,
  };
}
