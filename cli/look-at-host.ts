import type { Component } from "../src/domain/component.ts";
import { type AbsolutePath, absolute } from "../src/domain/absolute-path.ts";
import type { HostFacts } from "../src/domain/node-spec.ts";
import { expectationFromManifests } from "../src/diagnose/expectation-from-manifests.ts";
import type { Expectation } from "../src/diagnose/expectation.ts";
import { readApiAccess } from "../src/observed/api-access.ts";
import { readCriSocket } from "../src/observed/host/read-cri-socket.ts";
import { observeHostFacts } from "../src/observed/host/observe-host-facts.ts";
import { readInitMarker } from "../src/observed/init-marker.ts";
import type { HostPorts } from "./compose.ts";
import type { CommandContext } from "./context.ts";

/** What the commands that look at a node have to know before they do. */
export interface NodeToLookAt {
  readonly criSocket: string;
  readonly nodeName: string;
  readonly facts: HostFacts;
  readonly staticPodPath: AbsolutePath;
  /** What the manifests on disk say the node should be; with `components`, these whether they have one or not. */
  expectation(components?: readonly Component[]): Promise<Expectation>;
}

/** Finds out what this node is called and where its parts are, from files alone. */
export async function lookAtHost(
  ports: HostPorts,
  { environment }: Pick<CommandContext, "environment">,
  kubeletConfigPath: AbsolutePath = absolute("/var/lib/kubelet/config.yaml"),
): Promise<NodeToLookAt> {
  const { files } = ports;
  const [criSocket, facts, access, marker] = await Promise.all([
    readCriSocket(files),
    observeHostFacts(ports, environment),
    readApiAccess(absolute("/etc/kubernetes/admin.conf"), files),
    readInitMarker(files),
  ]);
  const nodeName = marker.kind === "present" ? marker.value.nodeName : facts.hostname.toLowerCase();
  const { staticPodPath } = facts;
  const source = {
    nodeName,
    hostname: facts.hostname,
    staticPodPath,
    kubeletConfigPath,
    access: access.kind === "present" ? access.value : undefined,
    address: facts.defaultAddress ?? "127.0.0.1",
  };
  return {
    criSocket,
    nodeName,
    facts,
    staticPodPath,
    expectation: async (components) =>
      expectationFromManifests(files, components === undefined ? source : { ...source, components }),
  };
}
