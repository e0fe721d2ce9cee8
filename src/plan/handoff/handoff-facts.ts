import type { Component } from "../../domain/component.ts";
import type { Finding } from "../../domain/finding.ts";
import type { HandoffPorts } from "../../domain/handoff/handoff-ports.ts";
import type { PodRoom } from "../../domain/handoff/pod-room.ts";
import type { StaticPodView } from "../../domain/static-pod-view.ts";
import type { KubeletServiceFact, ListenerFact, Seen } from "../preflight/preflight-facts.ts";

/** What is free on a Node. */
export interface NodeRoomFact extends PodRoom {
  /** How many more Pods the kubelet takes; negative where it has more than it should. */
  readonly podSlots: number;
}

/** What a handoff needs of the host, whichever component it is for. */
export interface HostHandoffFacts {
  readonly ports: HandoffPorts;
  /** Why the packet filter cannot be used; absent where it can. */
  readonly packetFilterLacks: Seen<string>;
  /** By port: the rule that may drop connections to it; absent where they are accepted. */
  readonly firewallDoubts: ReadonlyMap<number, Seen<string>>;
  readonly listeners: Seen<readonly ListenerFact[]>;
  /** Memory that can be had without swapping, bytes. */
  readonly availableBytes: Seen<number>;
  readonly node: Seen<NodeRoomFact>;
  readonly kubelet: Seen<KubeletServiceFact["state"]>;
  /** Conditions of the container runtime that are false, as `Name: message`. */
  readonly runtimeUnmet: Seen<readonly string[]>;
}

/** What a handoff needs to know of one component. */
export interface ComponentHandoffFacts {
  readonly component: Component;
  readonly desired: Pick<StaticPodView, "command" | "env">;
  /** As the manifest on disk says; empty where that does not tell. */
  readonly runningCommand: readonly string[];
  /** Whether clients are answered now. */
  readonly isServing: Seen<boolean>;
  /** Memory that the running instance occupies, bytes. */
  readonly residentBytes: Seen<number>;
  /** What an earlier handoff left behind, each as the subject of a sentence. */
  readonly leftovers: Seen<readonly string[]>;
}

/** One check: no findings means that nothing is in the way. */
export type HandoffCheck = (facts: ComponentHandoffFacts, host: HostHandoffFacts) => readonly Finding[];
